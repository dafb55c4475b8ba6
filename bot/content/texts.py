"""Connective texts: greetings, prompts and errors, in data/responses/."""

from __future__ import annotations

from pathlib import Path

from bot.content.files import Problems, line_of, read_yaml, variants, yaml_files
from bot.content.wording import bubble_problems, wording_problems


def load_texts(folder: Path, problems: Problems) -> dict[tuple[str, str], str]:
    """Return the connective texts below `folder`, keyed by (`utter_` key, language)."""
    texts: dict[tuple[str, str], str] = {}
    for path in yaml_files(folder):
        document = read_yaml(path, problems)
        for key, entries in ((document or {}).get("responses") or {}).items():
            if not str(key).startswith("utter_"):
                problems.add(
                    path, line_of(document), str(key), "is no response name", "begin with utter_"
                )
            for language, entry, line in variants(path, str(key), entries, problems):
                text = entry["text"].strip()
                for wrong, cure in (*wording_problems(text), *bubble_problems((text,))):
                    problems.add(path, line, f"{key} ({language})", wrong, cure)
                texts[str(key), language] = text
    return texts
