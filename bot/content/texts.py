"""Connective texts: greetings, prompts and errors, in data/responses/."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.content.answers import text_problems
from bot.content.files import WARNING, Problems, line_of, mapping, read_yaml, variants, yaml_files

_CODE = Path(__file__).parents[2]
_KEY = re.compile(r"(?<![.\w])utter_[a-z_]*[a-z](?![\w/{])")


def load_texts(folder: Path, problems: Problems) -> dict[tuple[str, str], str]:
    """Return the connective texts below `folder`, keyed by (`utter_` key, language)."""
    texts: dict[tuple[str, str], str] = {}
    places: dict[str, Path] = {}
    for path in yaml_files(folder):
        responses = mapping(read_yaml(path, problems), "responses")
        for key, entries in responses.items():
            line = line_of(responses, key)
            if not re.fullmatch(r"utter_[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?", key):
                cure = "begin with utter_, then small letters and _"
                problems.add(path, line, key, "is no response name", cure)
            if key in places:
                wrong = f"stands in {places[key].name} too"
                problems.add(path, line, key, wrong, "keep one of the two")
            places[key] = path
            for language, entry, start in variants(path, key, entries, problems):
                text = entry["text"].strip()
                for wrong, cure in text_problems("", (text,), language):
                    problems.add(path, start, f"{key} ({language})", wrong, cure)
                texts[key, language] = text
    _check_use(folder, places, problems)
    return texts


def _check_use(folder: Path, places: dict[str, Path], problems: Problems) -> None:
    used = used_keys()
    for key in sorted(used - set(places)):
        cure = f"write {key} in a file there, or undo what renamed or deleted it"
        problems.add(folder, 1, key, "is said by the bot and has no text", cure)
    for key, path in places.items():
        if key not in used and "/" not in key and not key.startswith(_BUILT):
            cure = "correct its name, or delete it"
            wrong = "is never said by the bot"
            problems.add(path, _line(path, key), key, wrong, cure, WARNING)


_BUILT = ("utter_button_",)  # the rest of the name is put together by the code


@lru_cache(maxsize=1)
def used_keys() -> frozenset[str]:
    """Return the keys of the texts that the code says, found in its source."""
    sources = [*(_CODE / "bot").rglob("*.py"), *(_CODE / "actions").rglob("*.py")]
    found = (_KEY.findall(source.read_text(encoding="utf-8")) for source in sources)
    return frozenset(key for keys in found for key in keys) - {"utter_message"}


def _line(path: Path, key: str) -> int:
    return line_of(mapping(read_yaml(path, Problems()), "responses"), key)
