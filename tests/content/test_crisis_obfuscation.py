"""A crisis said outright is found however its letters are disguised. Only the phrases are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety import CrisisDetector
from tests.content.obfuscations import APART, TRANSFORMS, disguised
from tests.content.test_crisis_phrases import EXPLICIT, phrases

OVER_ALL, EACH = 0.99, 0.97
Rate = tuple[int, int]  # found, of how many that the transform changed


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    return CrisisDetector.from_directory(Path("data"))


@pytest.fixture(scope="module")
def said_outright(detector: CrisisDetector) -> list[str]:
    texts = [text for text, category in phrases() if category]
    texts += [text for listed in EXPLICIT.values() for text in listed]
    return [text for text in dict.fromkeys(texts) if detector.check(text)]


@pytest.fixture(scope="module")
def rates(detector: CrisisDetector, said_outright: list[str]) -> dict[str, Rate]:
    return {name: rate(detector, said_outright, name) for name in (*TRANSFORMS, *APART)}


def rate(detector: CrisisDetector, texts: list[str], name: str) -> Rate:
    changed = [other for text in texts if (other := disguised(text, name)) != text]
    return sum(detector.check(text) is not None for text in changed), len(changed)


def test_the_plain_phrases_are_many(said_outright: list[str]) -> None:
    assert len(said_outright) >= 700


def test_nearly_every_disguised_phrase_is_found(
    rates: dict[str, Rate], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(
            "\n"
            + "\n".join(f"{n:32} {f:4} of {of:4}  {f / of:6.1%}" for n, (f, of) in rates.items())
        )
    found, of = (sum(rates[name][part] for name in TRANSFORMS) for part in (0, 1))
    assert len(TRANSFORMS) >= 20
    assert found / of >= OVER_ALL


@pytest.mark.parametrize("name", TRANSFORMS)
def test_no_disguise_hides_more_than_a_few_phrases(rates: dict[str, Rate], name: str) -> None:
    found, of = rates[name]
    assert of >= 50
    assert found / of >= EACH


def test_a_disguise_is_the_same_every_time() -> None:
    for name in TRANSFORMS:
        assert disguised("i want to kill myself", name) == disguised("i want to kill myself", name)


@pytest.mark.parametrize(
    "text",
    [
        "the b*tch at the clinic hung up on me",
        "sh*t i missed my appointment",
        "what the h*ll is a co-pay",
        "i have 2 kids, 1 job and $5",
        "does suboxone 8mg come in strips",
        "covid19 and b12 and h2o",
        "sooooo tired of waiting toooo",
        "vitamin a, b, c and d",
        "is it a.m. or p.m.",
        "Help.\nThanks.\nBye.",
        "my sponsor is in the u.s. navy",
        "what is cbt / dbt / aa / na",
        "im 4 years clean and 2 months at my new job",
        "*really* need a ride to the methadone clinic",
    ],
)
def test_what_only_looks_disguised_does_not_alarm(detector: CrisisDetector, text: str) -> None:
    assert detector.check(text) is None
