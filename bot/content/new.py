"""Begin a topic: the pair of files, with guidance where something has to be written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from bot.content.files import TO_WRITE

REVIEW_AFTER = timedelta(days=181)  # half a year

_ANSWER = """\
# The answer about {words}. Clinical editors only; pairs with data/nlu/{topic}.yml
# Replace every {todo}. At most 80 words a bubble, two bubbles; --- on a line of its own parts them.
# Write to the person ("you"), in short everyday words. No amounts, no methods, no promises.
# Every fact needs a source that you have read. Half of the second bubble: where to get help.
version: "3.1"
responses:
  utter_{topic}:
    - text: |
        {todo} the answer in English.
      metadata:
        # The label of a button: at most 45 characters.
        title: {{en: "{todo}", es: "{todo}"}}
        # One line a source. retrieved: the day on which you read it.
        sources: []
        # - {{title: "…", publisher: "…", url: "https://…", retrieved: "{today}"}}
        # A name may stand here only after that person has signed.
        reviewer: "pending clinical review"
        reviewed: "{today}"
        review_due: "{due}"
        # One to three topics that people ask about next: [help/cost, help/start]
        next: []
    - text: |
        {todo} the answer in Spanish.
      condition: [{{type: slot, name: language, value: es}}]
"""
_EXAMPLES = """\
# How people ask about {words}. Content staff may edit; pairs with data/answers/{topic}.yml
# Replace {todo} by messages as different people would really type them: short, long, angry.
# One a line, after a dash. 60 in English and 25 in Spanish are wanted; copies teach nothing.
version: "3.1"
nlu:
  - intent: {topic}
    metadata: {{language: en}}
    examples: |
      - {todo}
  - intent: {topic}
    metadata: {{language: es}}
    examples: |
      - {todo}
"""


class NewTopicError(ValueError):
    """A topic that cannot be begun; the message says why and what to do."""


def write_topic(data_dir: Path, topic: str, today: date) -> tuple[Path, Path]:
    """Write the answer and the examples of `topic` (area/name), and return where.

    Raises `NewTopicError`, and writes nothing, for a name that is ill-formed or taken.
    """
    areas = sorted(path.name for path in (data_dir / "answers").iterdir() if path.is_dir())
    if not re.fullmatch(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*", topic):
        raise NewTopicError(
            f"{topic!r} is no name of a topic: write area/name in small letters without accents, "
            f"with _ for a blank, like {areas[0]}/first_steps."
        )
    area, name = topic.split("/")
    if area not in areas:
        raise NewTopicError(
            f"{area!r} is no area: use {', '.join(areas)}. A new area needs a developer: "
            "an intent in domain.yml and a rule in data/rules/answers.yml."
        )
    files = (data_dir / "answers" / f"{topic}.yml", data_dir / "nlu" / f"{topic}.yml")
    for file in files:
        if file.exists():
            raise NewTopicError(f"{file} exists: open it, or choose another name.")
    filled = {
        "todo": TO_WRITE,
        "topic": topic,
        "words": name.replace("_", " "),
        "today": today.isoformat(),
        "due": (today + REVIEW_AFTER).isoformat(),
    }
    for file, template in zip(files, (_ANSWER, _EXAMPLES), strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template.format(**filled), encoding="utf-8")
    return files
