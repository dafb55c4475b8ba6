"""Names, numbers and addresses are masked in what is recorded; everyday words stay."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.conversations.masking import Mask


@pytest.fixture(scope="module")
def mask(content: Content) -> Mask:
    return Mask(example.text for example in content.examples)


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("hi my name is marcus bell and i need help", "hi my name is [name] and i need help"),
        ("me llamo José y consumo", "me llamo [name] y consumo"),
        ("my brother Tyler uses fentanyl", "my brother [name] uses fentanyl"),
        ("my friend kayla needs help", "my friend [name] needs help"),
        ("mi mamá rosa toma pastillas", "mi mamá [name] toma pastillas"),
        ("dr. patel said no", "dr. [name] said no"),
        ("she went to Ramirez for it", "she went to [name] for it"),
        ("call me at 555-201-7788 ok", "call me at [number] ok"),
        ("call +1 (555) 201 7788", "call [number]"),
        ("born 03/14/1988", "born [number]"),
        ("i live at 123 North Elm Street now", "i live at [contact] now"),
        ("mail bob@example.org or @bobby99", "mail [contact] or [contact]"),
        ("see https://example.org/me", "see [contact]"),
    ],
)
def test_what_tells_who_somebody_is_goes(mask: Mask, typed: str, kept: str) -> None:
    assert mask.masked(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "my son relapsed and my dad died",
        "mi hijo necesita ayuda",
        "i took 30 mg for 2 days, im 34",
        "i called 988 and 1-800-662-4357",
        "Is Suboxone ok with Medicaid?",
        "call me later",
    ],
)
def test_everyday_words_and_public_numbers_stay(mask: Mask, typed: str) -> None:
    assert mask.masked(typed) == typed
