"""The tables: what staff published and did, and counts. Of people who chat nothing is stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import declarative_base

Base: Any = declarative_base()


class Answer(Base):
    """A vetted answer in one language; `version` is the publish that last changed it."""

    __tablename__ = "answers"
    topic = Column(String(80), primary_key=True)
    language = Column(String(2), primary_key=True)
    version = Column(Integer, nullable=False)
    title = Column(String(80), nullable=False)
    bubbles = Column(JSON, nullable=False)
    sources = Column(JSON, nullable=False)
    next_topics = Column(JSON, nullable=False)
    reviewer = Column(String(80), nullable=False)
    reviewed = Column(Date, nullable=False)
    review_due = Column(Date, nullable=False)


class Withdrawal(Base):
    """A topic that staff took off the air; it outlives the next publish."""

    __tablename__ = "withdrawals"
    topic = Column(String(80), primary_key=True)
    since = Column(DateTime, nullable=False)
    who = Column(String(80), nullable=False)


class ConnectiveText(Base):
    """A greeting, prompt or error in one language, by its `utter_` key."""

    __tablename__ = "connective_texts"
    key = Column(String(80), primary_key=True)
    language = Column(String(2), primary_key=True)
    text = Column(Text, nullable=False)


class CrisisLine(Base):
    """A crisis or help line; `details` are the fields of `bot.safety.CrisisLine`."""

    __tablename__ = "crisis_lines"
    id = Column(String(40), primary_key=True)
    details = Column(JSON, nullable=False)


class DailyCount(Base):
    """How often a topic had an outcome on a day: never who asked or in which words."""

    __tablename__ = "daily_counts"
    day = Column(Date, primary_key=True)
    topic = Column(String(80), primary_key=True)
    outcome = Column(String(20), primary_key=True)
    count = Column(Integer, nullable=False)


class Publish(Base):
    """The audit of one publish. `content_hash` is SHA-256 over everything published."""

    __tablename__ = "publishes"
    id = Column(Integer, primary_key=True, autoincrement=True)
    at = Column(DateTime, nullable=False)
    who = Column(String(80), nullable=False)
    commit = Column(String(40), nullable=False)
    content_hash = Column(String(64), nullable=False)
    changed = Column(Boolean, nullable=False)
    summary = Column(JSON, nullable=False)


class KeptContent(Base):
    """All that a publish showed, packed by `bot.store.kept`, for going back to it."""

    __tablename__ = "kept_contents"
    publish_id = Column(Integer, ForeignKey("publishes.id"), primary_key=True)
    packed = Column(LargeBinary, nullable=False)


class AuditEntry(Base):
    """One thing that staff did: publish, approve, rollback, withdraw, restore, off, on.

    `about` is the topic, the number of the publish, or the fingerprint that was approved.
    """

    __tablename__ = "audit"
    id = Column(Integer, primary_key=True, autoincrement=True)
    at = Column(DateTime, nullable=False)
    action = Column(String(20), nullable=False)
    who = Column(String(80), nullable=False)
    approver = Column(String(80), nullable=False)
    about = Column(String(120), nullable=False)
    commit = Column(String(40), nullable=False)
    details = Column(JSON, nullable=False)


class Switch(Base):
    """The stop switch as staff last left it; no row means on."""

    __tablename__ = "switches"
    name = Column(String(20), primary_key=True)
    off = Column(Boolean, nullable=False)
    since = Column(DateTime, nullable=False)
    who = Column(String(80), nullable=False)
