"""The files in data/ as checked objects: one truth for everything the bot can say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot import safety
from bot.content.answers import Source, VettedAnswer, load_answers
from bot.content.examples import Example, load_examples
from bot.content.files import ContentError, Problem, Problems
from bot.content.followups import check_followups, followups
from bot.content.texts import load_texts

__all__ = [
    "Content",
    "ContentError",
    "Example",
    "Problem",
    "Source",
    "VettedAnswer",
    "followups",
    "load",
]

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


def load(data_dir: Path) -> Content:
    """Read and check every file under `data_dir`.

    Raises `ContentError` listing every problem found, each with file, line, entry and cure.
    """
    problems = Problems()
    answers = load_answers(data_dir / "answers", problems)
    examples = load_examples(data_dir / "nlu", problems)
    texts = load_texts(data_dir / "responses", problems)
    _check_pairs(answers, examples, data_dir, problems)
    _check_followups(answers, examples, texts, data_dir, problems)
    lines, cards = _load_crisis(data_dir, problems)
    problems.raise_if_any()
    return Content(answers, texts, lines, cards, tuple(examples))


def _check_pairs(
    answers: dict[tuple[str, str], VettedAnswer],
    examples: list[Example],
    data_dir: Path,
    problems: Problems,
) -> None:
    answered = {topic for topic, _ in answers}
    intents = {example.intent for example in examples if "/" in example.intent}
    asked = {intent for intent in intents if not intent.startswith(FOLLOWUP)}
    for topic in sorted(answered - asked):
        problems.add(
            data_dir / "answers" / f"{topic}.yml",
            1,
            topic,
            "has an answer but no examples",
            f"write how people ask it in nlu/{topic}.yml",
        )
    for topic in sorted(asked - answered):
        problems.add(
            data_dir / "nlu" / f"{topic}.yml",
            1,
            topic,
            "has examples but no answer",
            f"write the answer in answers/{topic}.yml",
        )


def _check_followups(
    answers: dict[tuple[str, str], VettedAnswer],
    examples: list[Example],
    texts: dict[tuple[str, str], str],
    data_dir: Path,
    problems: Problems,
) -> None:
    intents = {example.intent for example in examples}
    kinds = {i.removeprefix(FOLLOWUP) for i in intents if i.startswith(FOLLOWUP)}
    topics, keys = {topic for topic, _ in answers}, {key for key, _ in texts}
    check_followups(data_dir, kinds, topics, keys, problems)


def _load_crisis(
    data_dir: Path, problems: Problems
) -> tuple[dict[str, safety.CrisisLine], dict[tuple[str, str], safety.CrisisCard]]:
    try:
        safety.CrisisDetector.from_directory(data_dir)
        return safety.load_lines(data_dir), safety.load_cards(data_dir)
    except safety.CrisisDataError as error:
        problems.add_text(str(error))
        return {}, {}
