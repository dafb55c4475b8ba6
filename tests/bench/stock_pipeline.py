"""Rasa's default pipeline, as `rasa init` makes it, on our training examples."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.content.examples import load_examples
from bot.content.files import Problems

DEFAULT_EPOCHS = 100  # what `rasa init` gives
# They add nothing here: there are no entities, and every topic is an intent of its own.
LEFT_OUT = ("EntitySynonymMapper", "ResponseSelector")
SLASH = "__"  # Rasa would take `area/topic` for one intent `area` with a response selector


def write_project(data_dir: Path, folder: Path, epochs: int) -> None:
    """Write config.yml, domain.yml and nlu.yml into `folder`."""
    asked = defaultdict(list)
    for example in load_examples(data_dir / "nlu", Problems()):
        asked[example.intent.replace("/", SLASH)].append(example.text)
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in sorted(asked.items())
    ]
    _write(folder / "nlu.yml", {"version": "3.1", "nlu": blocks})
    _write(folder / "domain.yml", {"version": "3.1", "intents": sorted(asked)})
    _write(folder / "config.yml", stock_config(epochs))


def stock_config(epochs: int) -> dict[str, Any]:
    """Return the default config out of Rasa's own package, with DIET trained for `epochs`."""
    default = files("rasa.engine.recipes.config_files").joinpath("default_config.yml")
    config = yaml.safe_load(default.read_text(encoding="utf-8"))
    pipeline = [part for part in config["pipeline"] if part["name"] not in LEFT_OUT]
    for part in pipeline:
        if part["name"] == "DIETClassifier":
            part["epochs"] = epochs
    return {"recipe": "default.v1", "assistant_id": "stock", "language": "en", "pipeline": pipeline}


def stock_found(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return what the stock pipeline `parsed`, in the words of `labelled`; it offers nothing."""
    intent = (parsed["intent"]["name"] or "nlu_fallback").replace(SLASH, "/")
    return {
        "topic": None if intent == "nlu_fallback" else intent,
        "offered": [],
        "crisis": None,
        "first": _names(parsed)[:3],
    }


def our_found(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return what our pipeline `parsed`, in the words of `labelled`."""
    understood = parsed["understood"]
    crisis = parsed.get("crisis") or None
    return {**understood, "crisis": crisis, "first": _names(parsed)[:3]}


def _names(parsed: dict[str, Any]) -> list[str]:
    names = [each["name"].replace(SLASH, "/") for each in parsed["intent_ranking"]]
    return [name for name in names if name != "nlu_fallback"]


def _write(path: Path, content: dict[str, Any]) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=2_000)
    path.write_text(text, encoding="utf-8")
