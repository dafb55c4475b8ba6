"""All SQL of the bot, as functions that take a session."""

from bot.store.answers import (
    STARTERS,
    answer_for,
    answers,
    current_lines,
    current_texts,
    starters,
    text_for,
    titles,
    topics,
)
from bot.store.audit import approval_of, history, note
from bot.store.counts import add_counts, counts_between
from bot.store.database import LOCK_WAIT_S, _default_url, engine, migrate, session
from bot.store.kept import Files, content_hash, kept
from bot.store.publishes import (
    is_published,
    newest_publish,
    publish,
    publish_id,
    published_content,
    restore,
    roll_back,
    withdraw,
)
from bot.store.switch import is_off, switch, turned

__all__ = [
    "LOCK_WAIT_S",
    "STARTERS",
    "Files",
    "_default_url",
    "add_counts",
    "answer_for",
    "answers",
    "approval_of",
    "content_hash",
    "counts_between",
    "current_lines",
    "current_texts",
    "engine",
    "history",
    "is_off",
    "is_published",
    "kept",
    "migrate",
    "newest_publish",
    "note",
    "publish",
    "publish_id",
    "published_content",
    "restore",
    "roll_back",
    "session",
    "starters",
    "switch",
    "text_for",
    "titles",
    "topics",
    "turned",
    "withdraw",
]
