"""What a message means that is nothing but emoji."""

from __future__ import annotations

MEANINGS = {
    "chat/thanks": "🙏👍👌❤♥💙💚💛💜🧡💕🥰😊🙂👏🤝🫶🤗😇💪",
    "feelings/low": "😭😢😞😔😿🥺😥😓☹🙁😩😣😖💔😪",
    "chat/greet": "👋",
}
_TOPICS = {emoji: topic for topic, all_of_it in MEANINGS.items() for emoji in all_of_it}


def emoji_topic(text: str) -> str | None:
    """Return the topic of the first emoji that has one, None without any."""
    return next((_TOPICS[character] for character in text if character in _TOPICS), None)
