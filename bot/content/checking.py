"""All checks of data/, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot import safety
from bot.content.answers import VettedAnswer, load_answers, topic_of
from bot.content.behaviour import check_behaviour
from bot.content.crisis import check_crisis
from bot.content.crisis_wording import note_crisis_wording
from bot.content.duplicates import note_duplicates
from bot.content.examples import Example, Placed, placed_examples
from bot.content.files import DataFile, Problem, Problems, read, yaml_files
from bot.content.followups import check_followups
from bot.content.places import check_pairs, check_places
from bot.content.printed import check_printed
from bot.content.texts import load_texts

FOLLOWUP = "followup/"  # intents that lean on the topic before them and have no answer


@dataclass(frozen=True)
class Content:
    """Everything in data/ that can reach a person, and how people ask for it.

    `answers` and `texts` are keyed by (topic or `utter_` key, language), `lines` by line id,
    `cards` by (crisis category, language).
    """

    answers: dict[tuple[str, str], VettedAnswer]
    texts: dict[tuple[str, str], str]
    lines: dict[str, safety.CrisisLine]
    cards: dict[tuple[str, str], safety.CrisisCard]
    examples: tuple[Example, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """Return every topic that has an answer, sorted."""
        return tuple(sorted({topic for topic, _ in self.answers}))


@dataclass(frozen=True)
class Checked:
    """What `check` found: the content, as far as it could be read, and every problem in it."""

    content: Content
    problems: tuple[Problem, ...]
    placed: tuple[Placed, ...]  # the examples with their places

    @property
    def errors(self) -> list[Problem]:
        """Return the problems for which data/ is refused."""
        return [each for each in self.problems if each.level == "error"]


def load(data_dir: Path) -> Content:
    """Return the content of `data_dir`, which says and teaches only what the rules allow.

    Leaves out what `check` finds by the day or by comparing all examples. Raises `ContentError`
    listing every error found, each with file, line, entry and cure.
    """
    problems = Problems()
    content, _ = _read(data_dir, None, problems)
    problems.raise_if_any()
    return content


def check(data_dir: Path, today: date | None = None, cache: Path | None = None) -> Checked:
    """Return the content of `data_dir` and every problem in it; never raises for one.

    With `today` days in the future and reviews that have run out are found, too. `cache` is a
    file where the slowest check keeps what it found.
    """
    problems = Problems()
    content, placed = _read(data_dir, today, problems)
    files = tuple(read(path) for path in yaml_files(data_dir / "nlu"))
    problems.extend(_duplicates(data_dir, files))
    if not any(data_dir / "crisis" in Path(p.file).parents for p in problems.errors):
        note_crisis_wording(placed, data_dir, cache, problems)
    return Checked(content, tuple(problems.found), tuple(placed))


@lru_cache(maxsize=4)
def _duplicates(data_dir: Path, of: tuple[DataFile, ...]) -> tuple[Problem, ...]:
    """Return the examples that stand in two topics; the same as long as the files `of` are."""
    problems = Problems()
    note_duplicates(placed_examples(data_dir / "nlu", Problems()), problems)
    return tuple(problems.found)


def _read(
    data_dir: Path, today: date | None, problems: Problems
) -> tuple[Content, Sequence[Placed]]:
    check_places(data_dir, problems)
    answers = load_answers(data_dir / "answers", problems, today)
    placed = placed_examples(data_dir / "nlu", problems)
    texts = load_texts(data_dir / "responses", problems)
    topics, intents = (
        {topic_of(data_dir / folder, path) for path in yaml_files(data_dir / folder)}
        for folder in ("answers", "nlu")
    )
    kinds = {i.removeprefix(FOLLOWUP) for i in intents if i.startswith(FOLLOWUP)}
    asked = {i for i in intents if "/" in i and not i.startswith(FOLLOWUP)}
    keys = {key for key, _ in texts}
    check_pairs(topics, asked, data_dir, problems)
    check_followups(data_dir, kinds, topics, keys, problems)
    check_behaviour(data_dir, topics, intents, keys, problems)
    lines, cards = check_crisis(data_dir, topics, today, problems)
    check_printed(data_dir, answers, texts, problems)
    examples = tuple(one.example for one in placed)
    return Content(answers, texts, lines, cards, examples), placed
