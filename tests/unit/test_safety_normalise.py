"""Disguised, decorated and badly typed words are read as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety import CrisisDetector, normalise
from bot.safety.normalise import fold_accents
from bot.safety.spelling import Speller

EXPLICIT = (
    "i want to kill myself",
    "i am going to kill myself tonight",
    "i want to die",
    "i am suicidal",
    "she is overdosing",
    "quiero suicidarme",
)
LOOK_ALIKE = str.maketrans("aeiocspx", "аеіосѕрх")  # Cyrillic
LEET = str.maketrans({"i": "1", "e": "3", "o": "0", "a": "@"})
FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "abcdefghijklmnopqrstuvwxyz"}
BOLD = {ord("a") + i: chr(0x1D41A + i) for i in range(26)}


def spelled_out(text: str, sign: str) -> str:
    return "  ".join(sign.join(word) for word in text.split())


DISGUISES = {
    "capitals": str.upper,
    "zero-width characters": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "look-alike letters": lambda text: text.translate(LOOK_ALIKE),
    "full-width letters": lambda text: text.translate(FULL_WIDTH),
    "bold letters": lambda text: text.translate(BOLD),
    "leet": lambda text: text.translate(LEET),
    "combining marks": lambda text: "\u0336".join(text),
    "letters apart": lambda text: spelled_out(text, " "),
    "letters dotted": lambda text: spelled_out(text, "."),
    "letters dashed": lambda text: spelled_out(text, "-"),
    "last letters repeated": lambda text: " ".join(w + w[-1] * 3 for w in text.split()),
    "words glued": lambda text: text.replace(" ", ""),
    "one word a line": lambda text: text.replace(" ", "\n") + "\n",
    "full stops": lambda text: text.title().replace(" ", ". ") + ".",
    "exclamation": lambda text: f"!!! {text} !!!",
}


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    return CrisisDetector.from_directory(Path("data"))


@pytest.mark.parametrize("text", EXPLICIT)
@pytest.mark.parametrize("disguise", [d for d in DISGUISES if d != "one word a line"])
def test_a_disguise_does_not_hide_a_crisis(
    detector: CrisisDetector, disguise: str, text: str
) -> None:
    assert detector.check(DISGUISES[disguise](text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "kms",
        "k.m.s",
        "im gonna kms",
        "unalive myself",
        "sewerslide",
        "sewer slide tonight",
        "ctb tonight",
        "su!cidal rn",
        "i am s*icidal",
        "want to k*ll myself",
        "wanna d!e",
        "i want 2 die",
        "want2die",
        "suicidle thoughts",
        "i am suicdal",
        "kil my self",
        "going to kill mysellf",
        "im ovredosing",
        "me kiero morir",
        "me quiero kms",
        "wanna \N{PISTOL} myself",
        "i can’t go on, i want to end it",
        "i cant go on i want to end it",
    ],
)
def test_slang_slips_and_signs_are_understood(detector: CrisisDetector, text: str) -> None:
    assert detector.check(text) is not None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("K.M.S", "kms"),
        ("s u i c i d e", "suicide"),
        ("Diiiie", "diie"),
        ("I can’t", "i can't"),
        ("ＫＭＳ", "kms"),
        ("Help! He is blue.", "help\nhe is blue"),
        ("no respira, ¡ayuda!", "no respira ,\nayuda"),
        ("sobredosis \N{PILL}", "sobredosis pills"),
        ("a\u0000b\u200bc", "a bc"),
        ("", ""),
    ],
)
def test_normalise_gives_plain_text(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_accents_are_kept_by_normalise_and_folded_in_a_second_view() -> None:
    assert normalise("Daño") == "daño"
    assert fold_accents("daño") == "dano"


@pytest.mark.parametrize("word", ["therapist", "cooking", "painkillers", "insurance", "overdone"])
def test_ordinary_words_are_left_alone(word: str) -> None:
    speller = Speller({}, ["overdose", "killing", "choking", "rapist"], ["the", word])
    assert speller.words(word) == [word]


def test_numbers_and_units_are_read_apart() -> None:
    assert Speller({"yr": "year"}, [], ["old"]).words("16yr") == ["16", "year"]


@pytest.mark.parametrize("text", ["/restart", "\ud800", "\x00", "%s%s", "🏳️‍🌈", "<script>", "((("])
def test_odd_input_is_read_without_an_error(detector: CrisisDetector, text: str) -> None:
    assert detector.check(text) is None
    assert detector.check(f"{text} i want to kill myself {text}") is not None
