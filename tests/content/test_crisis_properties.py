"""Whatever is typed, the detector never fails, keeps finding, and works in time linear in it.

Cases come from seeded generators, so that a failure can be repeated from its seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.safety import CrisisDetector, normalise
from bot.safety.reader import PIECE_WORDS, sentences
from bot.safety.spelling import Speller
from tests.content.test_crisis_phrases import EXPLICIT

LONGEST = 20_000  # characters
PHRASES = [text for texts in EXPLICIT.values() for text in texts]
ORDINARY = (
    """the weather was nice and we had lunch at the park then i walked home with a friend who told
    us about the new office hours letter table window green paper train ticket market garden coffee
    music school number street cook bread water blue small kind early later maybe often quiet warm
    la casa mesa ventana verde papel tren mercado jardín café música escuela calle agua azul"""
).split()
SIGNS = "*-_.!?@$#%&'’/|~^+=<>()[]{}\\\"0123456789"
BLOCKS = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x52F), (0x5D0, 0x6FF), (0x1E00, 0x20CF),
          (0x3040, 0x30FF), (0xD800, 0xDFFF), (0xFE00, 0xFFFF), (0x1D400, 0x1D7FF),
          (0x1F100, 0x1FAFF), (0xE0000, 0xE01EF), (0x0, 0x10FFFF))  # fmt: skip
PAYLOADS = (
    "'; DROP TABLE answers; --",
    "<img src=x onerror=alert(1)>",
    "{{7*7}} ${jndi:ldap://x} %s%n %00 \\x00",
    '/restart /inform{"a": 1}',
    "<thing> ... ...8 (a|b)? ^ $ & <digits>",
    "\u202e\u2066\ufeff\u200b\U000e0041",
)


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    return CrisisDetector.from_directory(Path("data"))


def ordinary(random: Random, most: int) -> str:
    return " ".join(random.choice(ORDINARY) for _ in range(random.randint(0, most)))


def anything(random: Random, length: int) -> str:
    chars = []
    while len(chars) < length:
        first, last = random.choice(BLOCKS)
        chars += [chr(random.randint(first, last)) for _ in range(random.randint(1, 12))]
    return "".join(chars)[:length]


def repeats(random: Random, length: int) -> str:
    unit = "".join(random.choice("ak1 \n" + SIGNS) for _ in range(random.randint(1, 6)))
    return (unit * length)[:length]


@pytest.mark.parametrize("seed", range(60))
def test_a_phrase_among_ordinary_words_is_found(detector: CrisisDetector, seed: int) -> None:
    random = Random(seed)
    for phrase in PHRASES:
        before, after = ordinary(random, 40), ordinary(random, 40)
        said = f"{before}{random.choice(('. ', '! ', chr(10)))}{phrase}. {after}"
        assert detector.check(said), said
        assert detector.check(f"{before} and now {phrase}"), before


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_beside_a_phrase_hides_nothing(
    detector: CrisisDetector, payload: str, phrase: str
) -> None:
    assert detector.check(f"{payload}\n{phrase}\n{payload}")


@pytest.mark.parametrize("make", [anything, repeats])
@pytest.mark.parametrize("seed", range(40))
def test_no_text_makes_it_fail(detector: CrisisDetector, make, seed: int) -> None:  # type: ignore[no-untyped-def]
    random = Random(seed)
    length = random.choice((0, 1, 2, 3, 10, 100, 1_000, 5_000))
    text = make(random, length)
    detector.check(text)
    normalise(text)
    assert detector.check(f"{text}\ni want to kill myself\n{text}")


@pytest.mark.parametrize("make", [anything, repeats])
def test_the_longest_text_does_not_make_it_fail(detector: CrisisDetector, make) -> None:  # type: ignore[no-untyped-def]
    text = make(Random(LONGEST), LONGEST)
    detector.check(text)
    assert detector.check(text[: LONGEST - 50] + "\n" + "i want to kill myself")


class Counting(Speller):
    """Counts the tokens it is asked for."""

    asked = 0

    def words(self, token: str) -> list[str]:
        self.asked += 1
        return super().words(token)


def work(text: str) -> tuple[int, int]:
    """Return how many tokens were looked up, and how many words were handed on, for `text`."""
    speller = Counting({"id": "i would"}, ["kill", "suicide", "die"], ["want", "word", "to"])
    words = 0
    for piece in sentences(text, speller):
        assert len(piece.words) <= PIECE_WORDS
        words += len(piece.words)
    return speller.asked, words


def units() -> Iterator[str]:
    yield from (
        "word ",
        "a",
        "k!ll ",
        "i.d ",
        "wantkill",
        "é ",
        "\u200b",
        "\n.",
        "- ",
        "\na",
        "1a ",
    )
    yield from ("kiiill ", "s*", "d**\n", "t0 1 ", "i want\nto\n", "!", "' ", "aaa\n", "k-", "💀 ")
    random = Random(0)
    yield from (repeats(random, random.randint(1, 6)) for _ in range(60))


@pytest.mark.parametrize("unit", units())
def test_work_grows_no_faster_than_the_length(unit: str) -> None:
    (asked, words), (asked_twice, words_twice) = (work(unit * count) for count in (800, 1_600))
    assert asked_twice <= 2 * asked + 2 * PIECE_WORDS
    assert words_twice <= 2 * words + 4 * PIECE_WORDS
    assert asked_twice <= 8 * len(unit) * 1_600
