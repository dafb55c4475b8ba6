"""What texts print beside words: phone numbers that must be known, and both languages alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.content.answers import VettedAnswer
from bot.content.files import LANGUAGES, Problems, line_of, mapping, read, yaml_files
from bot.content.numbers import known_numbers, long_numbers, number_problems
from bot.safety.lines import LINES_FILE

_NUMBERS = ("call", "text", "name", "note_en", "note_es")  # fields of a line


def check_printed(
    data_dir: Path,
    answers: Mapping[tuple[str, str], VettedAnswer],
    texts: Mapping[tuple[str, str], str],
    problems: Problems,
) -> None:
    """Note phone numbers that no crisis line has, and texts that nobody has translated."""
    known = known_numbers(_fields(data_dir))
    every = {
        **{(f"utter_{topic}", lang): "\n".join(a.bubbles) for (topic, lang), a in answers.items()},
        **texts,
    }
    used = Counter(plain for key, text in every.items() for plain in {*long_numbers(text)})
    for key in sorted({key for key, _ in every}):
        own = {lang: every[key, lang] for lang in LANGUAGES if (key, lang) in every}
        elsewhere = frozenset(plain for plain, count in used.items() if count > len(LANGUAGES))
        for language, wrong, cure in number_problems(own, known, elsewhere):
            path, line = _place(data_dir, key, language)
            problems.add(path, line, f"{key.removeprefix('utter_')} ({language})", wrong, cure)
        for language in set(own) - {LANGUAGES[0]}:
            text = own[language]
            if len(text.split()) > 3 and text == own.get(LANGUAGES[0]):
                path, line = _place(data_dir, key, language)
                wrong = f"is the same as in {LANGUAGES[0]!r}"
                entry = f"{key.removeprefix('utter_')} ({language})"
                problems.add(path, line, entry, wrong, "write it in that language")


def _fields(data_dir: Path) -> list[str]:
    path = data_dir / LINES_FILE
    entries = mapping(read(path).tree, "lines") if path.is_file() else {}
    every = [entry for entry in entries.values() if isinstance(entry, dict)]
    return [str(entry.get(field, "")) for entry in every for field in _NUMBERS]


def _place(data_dir: Path, key: str, language: str) -> tuple[Path, int]:
    """Return the file and line of the text of `key` in `language`."""
    answer = data_dir / "answers" / f"{key.removeprefix('utter_')}.yml"
    paths = [answer] if answer.is_file() else yaml_files(data_dir / "responses")
    for path in paths:
        entries: Any = mapping(read(path).tree, "responses").get(key)
        if isinstance(entries, list):
            number = min(LANGUAGES.index(language), len(entries) - 1)
            return path, line_of(entries[number])
    return paths[0], 1
