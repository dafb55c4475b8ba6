"""The views of a message that the learned detector judges: all of it, and a few sentences each."""

from __future__ import annotations

from bot.safety.normalise import normalise

# One clause in a long story can name the danger: it is judged beside its neighbours, too.
WINDOW = 3  # sentences
MOST_SENTENCES = 24  # of a longer message the beginning and the end


def whole_view(text: str) -> str:
    """Return the whole of `text` in plain lower-case letters; "" if it has none."""
    return ". ".join(normalise(text).split("\n"))


def views(text: str) -> list[str]:
    """Return the whole of `text` first, then, of a longer one, each run of three sentences."""
    sentences = [line for line in normalise(text).split("\n") if line]
    if len(sentences) > MOST_SENTENCES:
        half = MOST_SENTENCES // 2
        sentences = sentences[:half] + sentences[-half:]
    starts = range(len(sentences) - WINDOW + 1) if len(sentences) > WINDOW else ()
    parts = [". ".join(sentences[start : start + WINDOW]) for start in starts]
    return [whole_view(text), *parts]
