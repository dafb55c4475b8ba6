"""The detector: what leads, what guards may silence, how it meets any length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.safety import CATEGORIES, Crisis, CrisisDetector, Hit, Reading
from bot.safety.learned_detector import Judgement
from bot.safety.reader import OVERLAP_WORDS, PIECE_WORDS, sentences
from bot.safety.spelling import Speller

CRISIS = "i want to kill myself"


class Finds:
    """Phrases that always find the same."""

    def __init__(self, *hits: tuple[str, str], sure: bool = True) -> None:
        self._hits = [Hit(category, reason, sure) for category, reason in hits]

    def hits(self, text: str) -> Iterator[Hit]:
        return iter(self._hits)


class Judges:
    """A learned detector that always judges the same, and keeps what it was told of before."""

    def __init__(self, *categories: str, may_be: bool = True, concern: bool = False) -> None:
        self._judgement = Judgement(categories, may_be, concern)

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        self.before = before
        return self._judgement


class Fails:
    """A learned detector that is broken."""

    def judge(self, text: str, before: Sequence[str] = (), hinted: bool = True) -> Judgement:
        raise ValueError(text)


@pytest.fixture(scope="module")
def detector() -> CrisisDetector:
    return CrisisDetector.from_directory(Path("data"))


def test_no_hit_is_no_crisis() -> None:
    assert CrisisDetector(Finds(), Judges()).read("hello") == Reading(None)


def test_what_only_the_learned_detector_finds_is_a_crisis() -> None:
    found = CrisisDetector(Finds(), Judges("psychosis")).check("…")
    assert found == Crisis("psychosis", (), ("learned",))


def test_a_sure_phrase_is_a_crisis_whatever_was_learned() -> None:
    found = CrisisDetector(Finds(("violence", "a")), Judges(may_be=False)).check("…")
    assert found == Crisis("violence", (), ("a",))


def test_an_unsure_phrase_needs_the_learned_detector_not_to_speak_against_it() -> None:
    phrase = Finds(("violence", "a"), sure=False)
    assert CrisisDetector(phrase, Judges(may_be=True)).check("…")
    assert CrisisDetector(phrase, Judges(may_be=False)).read("…") == Reading(None, concern=True)


@pytest.mark.parametrize("learned", [None, Fails()])
def test_without_a_learned_detector_every_phrase_counts(learned: Fails | None) -> None:
    phrase = Finds(("violence", "a"), sure=False)
    assert CrisisDetector(phrase, learned).check("…") == Crisis("violence", (), ("a",))


def test_the_failure_of_the_learned_detector_is_logged_without_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    CrisisDetector(Finds(), Fails()).check("my secret")
    assert "ValueError" in caplog.text and "secret" not in caplog.text


def test_the_most_urgent_category_leads_and_the_others_follow() -> None:
    phrases = Finds(("violence", "a"), ("suicide", "b"), ("overdose", "c"))
    found = CrisisDetector(phrases).check("…")
    assert found == Crisis("overdose", ("suicide", "violence"), ("a", "b", "c"))
    assert CATEGORIES[0] == "overdose"


def test_a_message_is_read_in_the_light_of_those_before() -> None:
    learned = Judges()
    CrisisDetector(Finds(), learned).check("how high is it", ["i lost my job"])
    assert learned.before == ["i lost my job"]


def test_reasons_are_ids_and_never_the_text(detector: CrisisDetector) -> None:
    crisis = detector.check("my neighbor Xyzzy says i want to kill myself")
    assert crisis and all("xyzzy" not in r and "/" in r for r in crisis.reasons)


@pytest.mark.parametrize(
    ("harmless", "crisis"),
    [
        ("i am not suicidal", "i am suicidal"),
        ("i don't want to die, i want to get clean", "i don't want to live"),
        ("i used to be suicidal", "i am suicidal again"),
        ("i attempted suicide in 2015", "i attempted suicide last night"),
        ("my ex used to beat me, i left in 2019", "my ex beat me last night"),
        ("i overdosed three years ago", "i just overdosed"),
        ("my brother died of an overdose last year", "my brother is overdosing"),
        ("what are the signs of an overdose", "he has overdosed what do i do"),
        ("does dbt help with self harm", "i keep having self harm urges"),
        ("that song is about suicide", "suicide is the only way out"),
        ("this headache is killing me", "i am killing myself tonight"),
        ("i want to end it with my boyfriend", "i want to end it all"),
        ("my clinic is not responding to my calls", "he is not responding to me"),
        ("i could murder a burger", "i am going to murder him"),
        ("me muero de hambre", "me quiero morir"),
        ("no quiero morir, quiero dejar las drogas", "quiero morir"),
    ],
)
def test_a_guard_silences_the_harmless_and_not_the_crisis(
    detector: CrisisDetector, harmless: str, crisis: str
) -> None:
    assert detector.check(harmless) is None
    assert detector.check(crisis) is not None
    assert detector.check(f"{harmless}. {crisis}") is not None
    assert detector.check(f"{harmless} but {crisis}") is not None


@pytest.mark.parametrize("kilobytes", [1, 16, 100, 400])
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_a_crisis_is_found_anywhere_in_a_text_of_any_length(
    detector: CrisisDetector, kilobytes: int, place: float
) -> None:
    filler = "we talked about the weather and had lunch at the park " * (kilobytes * 19)
    cut = filler.find(" ", int(len(filler) * place) - 1) + 1 or len(filler)
    assert detector.check(f"{filler[:cut]} {CRISIS} {filler[cut:]}") is not None
    assert detector.check(filler) is None


@pytest.mark.parametrize(
    "unit", ["word ", "a", "k!l ", "i.d ", "wantkill", "é ", "\u200b", "\n.", "- "]
)
def test_the_work_grows_only_with_the_length(unit: str) -> None:
    speller = Speller({}, ["kill", "suicide"], ["want", "word"])
    read = {}
    for count in (2_000, 4_000):
        pieces = list(sentences(unit * count, speller))
        assert all(len(piece.words) <= PIECE_WORDS for piece in pieces)
        read[count] = sum(len(piece.words) for piece in pieces)
    assert read[4_000] <= 2 * read[2_000] + 2 * PIECE_WORDS
    assert read[4_000] <= 4 * 4_000


def test_pieces_of_a_long_sentence_overlap_by_more_than_a_phrase() -> None:
    words = [f"w{n}" for n in range(500)]
    pieces = [piece.words for piece in sentences(" ".join(words), Speller({}, [], words))]
    for one, next_one in zip(pieces, pieces[1:], strict=False):
        assert one[-OVERLAP_WORDS:] == next_one[:OVERLAP_WORDS]
    assert pieces[-1][-1] == words[-1]
