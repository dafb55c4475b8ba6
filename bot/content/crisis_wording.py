"""Examples of topics that sound like a crisis: their answer would stay behind a crisis card."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot import safety
from bot.content.duplicates import words_of
from bot.content.examples import Placed
from bot.content.files import WARNING, Problems, line_of, mapping, read, read_yaml
from bot.content.reading import Seq
from bot.safety.phrase_detector import PhraseDetector

ACCEPTED = Path("crisis") / "accepted.yml"
PHRASES = ("guards.yml", "spellings.yml", "words.yml")
_MANY = 2000  # examples: from so many on two processes are faster than one
Found = dict[str, str]  # text of an example -> the category that a sure phrase finds in it


def note_crisis_wording(
    every: Sequence[Placed], data_dir: Path, cache: Path | None, problems: Problems
) -> None:
    """Note each example of a topic in which a reviewed phrase is sure of a crisis.

    What was found before is read from the file `cache` and added to it, if it is given.
    """
    texts = {one.example.text for one in every}
    found = _found(texts, data_dir, cache)
    accepted = _accepted(data_dir, texts, problems)
    teaching = _crisis_examples(data_dir)
    for one in every:
        text = one.example.text
        category = teaching.get(words_of(text)) or found.get(text)
        if category and text not in accepted:
            problems.add(
                one.path,
                one.line,
                text[:40],
                f"speaks of a crisis ({category}): a card would come instead of the answer",
                f"move it to data/crisis/examples/{category}.yml if someone may be in danger, "
                f"or word it otherwise; a clinical editor can accept it in data/{ACCEPTED}",
            )


def _accepted(data_dir: Path, texts: set[str], problems: Problems) -> set[str]:
    path = data_dir / ACCEPTED
    if not path.is_file():
        return set()
    accepted: set[str] = set()
    by_category = mapping(read_yaml(path, problems), "accepted")
    for category, listed in by_category.items():
        line = line_of(by_category, category)
        if category not in safety.CATEGORIES or not isinstance(listed, Seq):
            cure = f"write a list of examples below one of: {', '.join(safety.CATEGORIES)}"
            problems.add(path, line, category, "is no category with a list", cure)
            continue
        for number, text in zip(listed.lines, listed, strict=True):
            accepted.add(str(text))
            if text not in texts:
                cure = "delete this line, or write it exactly as it stands in data/nlu"
                wrong = "is no example any more"
                problems.add(path, number, str(text)[:40], wrong, cure, WARNING)
    return accepted


def _crisis_examples(data_dir: Path) -> dict[tuple[str, ...], str]:
    """Return the category of every message that teaches a crisis, by its words."""
    found: dict[tuple[str, ...], str] = {}
    for path in sorted((data_dir / "crisis" / "examples").glob("*.yml")):
        category = str(read(path).tree.get("category"))
        for text in mapping(read(path).tree, "examples").values():
            for line in str(text).splitlines():
                found[words_of(line)] = category
    return found


def phrase_files(data_dir: Path) -> list[Path]:
    """Return the files that the phrase detector is made of."""
    folder = data_dir / "crisis"
    return [*sorted((folder / "patterns").glob("*.yml")), *(folder / name for name in PHRASES)]


def _found(texts: set[str], data_dir: Path, cache: Path | None) -> Found:
    digest = digest_of(data_dir)
    known = _known(cache, digest)
    new = sorted(texts - set(known))
    if new:
        known.update(_judged(new, data_dir, digest))
        if cache:
            _keep(cache, digest, {text: known[text] for text in texts})
    return {text: category for text, category in known.items() if category}


def _keep(cache: Path, digest: str, found: Found) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    half = cache.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps({"of": digest, "found": found}), encoding="utf-8")
    half.replace(cache)


@lru_cache(maxsize=2)
def _memory(digest: str) -> Found:
    return {}


def _known(cache: Path | None, digest: str) -> Found:
    memory = _memory(digest)
    if cache and not memory and cache.is_file():
        try:
            kept = json.loads(cache.read_text(encoding="utf-8"))
            memory.update(kept["found"] if kept["of"] == digest else {})
        except (ValueError, KeyError, TypeError):
            cache.unlink()  # written half, or by another version: it is only a shortcut
    return memory


def _judged(texts: Sequence[str], data_dir: Path, digest: str) -> Found:
    detector(data_dir, digest)  # before the fork, so that both processes have it
    if len(texts) < _MANY or "fork" not in multiprocessing.get_all_start_methods():
        return {text: _category(text, data_dir, digest) for text in texts}
    with multiprocessing.get_context("fork").Pool(2) as pool:
        work = [(text, data_dir, digest) for text in texts]
        return dict(zip(texts, pool.starmap(_category, work, chunksize=500), strict=True))


def _category(text: str, data_dir: Path, digest: str) -> str:
    hits = detector(data_dir, digest).hits(text)
    return next((hit.category for hit in hits if hit.sure), "")


def detector(data_dir: Path, digest: str) -> PhraseDetector:
    """Return the phrase detector of the phrase files whose content is `digest`."""
    if digest not in _DETECTORS:
        _DETECTORS.clear()  # it takes seconds to build, but one is enough
        _DETECTORS[digest] = PhraseDetector(data_dir)
    return _DETECTORS[digest]


_DETECTORS: dict[str, PhraseDetector] = {}


def digest_of(data_dir: Path) -> str:
    """Return what stands for the present phrases and the code that reads them."""
    code = sorted(Path(safety.__file__).parent.glob("*.py"))
    parts = [path.read_bytes() for path in [*phrase_files(data_dir), *code] if path.is_file()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
