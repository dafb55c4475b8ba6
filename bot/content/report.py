"""What to mend first in the answers: `python -m bot report`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from bot.content.answers import VettedAnswer, load_answers
from bot.content.due import NOTICE
from bot.content.files import LANGUAGES, Problems
from bot.content.readability import HARDEST_EASE, HARDEST_GRADE, ease, grade, words_of
from bot.content.wording import MOST_WORDS_A_BUBBLE, wording_problems

# Not wrong in every sentence, so no error in `check`, but worth a look (NIDA "Words Matter").
DOUBTFUL = (
    r"\b(substance|drug|alcohol) users?\b|\balcoholics?\b|\bhabit\b|\bvictims?\b|\bjust say no\b"
    r"|\bsuffer(s|ing)? from\b|\bnon-?complian\w+|\brelapsers?\b|\bvicios?\b|\balcohólic[oa]s?\b"
    r"|\bdrogad[oa]s?\b|\babuso de (drogas|sustancias|opioides)\b|\bconsumidor(es)?\b|\blimpio\b"
)


@dataclass(frozen=True)
class Quality:
    """What can be measured of one answer in one language.

    `level` is a school grade in English (lower is easier), ease in Spanish (higher is easier).
    """

    topic: str
    language: str
    level: float
    words: tuple[int, ...]  # of each bubble
    lint: tuple[str, ...]
    sources: int
    review_due: date

    @property
    def hard(self) -> float:
        """Return by how many school grades, or tens of points of ease, it is too hard, if > 0."""
        is_english = self.language == "en"
        return self.level - HARDEST_GRADE if is_english else (HARDEST_EASE - self.level) / 10

    def badness(self, today: date) -> tuple[int, int, int, float]:
        """Return what to sort by: hurting words, review, missing sources and length, hardness."""
        late = (self.review_due < today) + (self.review_due - today <= NOTICE)
        short = (not self.sources and not self.topic.startswith("chat/")) + (
            max(self.words) > MOST_WORDS_A_BUBBLE
        )
        return -len(self.lint), -late, -short, -self.hard


def quality(answer: VettedAnswer) -> Quality:
    """Return the measures of `answer`."""
    text = "\n".join(answer.bubbles)
    return Quality(
        answer.topic,
        answer.language,
        grade(text) if answer.language == "en" else ease(text),
        tuple(len(words_of(bubble)) for bubble in answer.bubbles),
        tuple(lint(f"{answer.title}\n{text}")),
        len(answer.sources),
        answer.review_due,
    )


def lint(text: str) -> Iterator[str]:
    """Yield what is wrong with the words of `text`, then what is doubtful."""
    yield from (wrong for wrong, _ in wording_problems(text))
    yield from (f"look at “{hit[0]}”" for hit in re.finditer(DOUBTFUL, text, re.IGNORECASE))


def report_lines(data_dir: Path, today: date) -> Iterator[str]:
    """Yield the report: the whole in a few lines, then every answer, the worst first."""
    answers = load_answers(data_dir / "answers", Problems())  # also what `check` would refuse
    found = sorted(map(quality, answers.values()), key=lambda q: (*q.badness(today), q.topic))
    for language in LANGUAGES:
        own = [each for each in found if each.language == language]
        middle, hard = median(each.level for each in own), sum(each.hard > 0 for each in own)
        name, bound = ("grade", HARDEST_GRADE) if language == "en" else ("ease", HARDEST_EASE)
        yield f"{language}: {len(own)} answers, median {name} {middle:.1f}; {hard} beyond {bound:g}"
    yield f"hurting or doubtful words: {sum(bool(each.lint) for each in found)} answers"
    late = sum(each.review_due - today <= NOTICE for each in found if each.language == "en")
    yield f"review due within {NOTICE.days} days: {late} topics\n"
    yield f"{'topic':32} lang  level  words  sources  review due  words to mend"
    yield from map(_line, found)


def _line(each: Quality) -> str:
    words = "+".join(map(str, each.words))
    return (
        f"{each.topic:32} {each.language}  {each.level:7.1f}  {words:>5}  {each.sources:7}  "
        f"{each.review_due}  {'; '.join(each.lint)}"
    ).rstrip()
