"""How people answer, in a few words, whether they are safe."""

from __future__ import annotations

from pathlib import Path

from bot.safety.errors import CrisisDataError
from bot.safety.files import list_of, mapping_of, read_mapping
from bot.safety.normalise import fold_accents, normalise

ANSWERS = ("not_safe", "unsure", "safe")


class SafeNow:
    """Recognises whole messages such as "no", "not really", "estoy bien"."""

    def __init__(self, data_dir: Path) -> None:
        """Read data/crisis/answers.yml; raise `CrisisDataError` for what cannot be used."""
        path = data_dir / "crisis" / "answers.yml"
        content = read_mapping(path)
        self._answers: dict[str, str] = {}
        for answer in ANSWERS:
            by_language = mapping_of(path, answer, content, answer)
            for language in by_language:
                for words in list_of(path, f"{answer} {language}", by_language, language):
                    self._learn(path, answer, _plain(str(words)))

    def answer_in(self, text: str) -> str | None:
        """Return "safe", "not_safe" or "unsure" if `text` is nothing but that answer."""
        return self._answers.get(_plain(text))

    def _learn(self, path: Path, answer: str, words: str) -> None:
        if self._answers.setdefault(words, answer) != answer:
            cure = "leave it in one of them: not_safe before unsure before safe"
            raise CrisisDataError(path, answer, f"`{words}` is an answer of two kinds", cure)


def _plain(text: str) -> str:
    return " ".join(fold_accents(normalise(text)).replace(",", " ").replace("'", "").split())
