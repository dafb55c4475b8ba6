"""Rows as batches of token ids, each of texts of about the same length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from bot.tuning.rows import Row

TOKENS = 2048  # a batch, padding included
MOST_TOKENS = 96  # of one text
SORTED_TOGETHER = 4000  # rows among which neighbours in length are found


@dataclass(frozen=True)
class Batch:
    """`ids` and `mask` of shape (rows, tokens); the others, one a row, of shape (rows,)."""

    ids: np.ndarray
    mask: np.ndarray
    topics: np.ndarray
    crises: np.ndarray
    numbers: np.ndarray


def batches(
    rows: Sequence[Row], tokenizer: Tokenizer, chance: random.Random | None = None
) -> Iterator[Batch]:
    """Yield every row once, in batches; in an order of `chance` if it is given."""
    ids = [tokenizer.encode(row.text).ids for row in rows]
    order = list(range(len(rows)))
    step = len(order)
    if chance:
        chance.shuffle(order)
        step = SORTED_TOGETHER
    groups = [g for i in range(0, len(order), step) for g in _groups(ids, order[i : i + step])]
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield _batch(rows, ids, group)


def _groups(ids: Sequence[list[int]], part: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in sorted(part, key=lambda n: len(ids[n])):
        if group and len(ids[number]) * (len(group) + 1) > TOKENS:
            yield group
            group = []
        group.append(number)
    yield group


def _batch(rows: Sequence[Row], ids: Sequence[list[int]], group: Sequence[int]) -> Batch:
    longest = max(len(ids[number]) for number in group)
    padded = np.zeros((len(group), longest), np.int32)
    mask = np.zeros_like(padded)
    for place, number in enumerate(group):
        padded[place, : len(ids[number])] = ids[number]
        mask[place, : len(ids[number])] = 1
    topics = np.array([rows[n].topic for n in group], np.int32)
    crises = np.array([rows[n].crisis for n in group], np.int32)
    return Batch(padded, mask, topics, crises, np.array(group))
