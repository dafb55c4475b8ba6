"""What staff published is what people get: nothing older, withdrawn or unreviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import models, store
from bot.content import Content, VettedAnswer
from tests.conftest import WRITTEN


@pytest.fixture
def db(published: str) -> Iterator[Session]:
    with store.session(published) as session:
        yield session


def test_gives_the_answer_in_the_language_asked(db: Session, content: Content) -> None:
    answer = store.answer_for(db, "recovery/cravings", "es", WRITTEN)
    assert answer == content.answers["recovery/cravings", "es"]


def test_falls_back_to_english_for_a_language_it_does_not_have(db: Session) -> None:
    answer = store.answer_for(db, "recovery/cravings", "fr", WRITTEN)
    assert answer and answer.language == "en"


def test_never_says_an_answer_past_its_review_date(
    db: Session, craving_answer: VettedAnswer
) -> None:
    due = craving_answer.review_due
    assert store.answer_for(db, "recovery/cravings", "en", due) is None
    assert store.answer_for(db, "recovery/cravings", "en", due - timedelta(days=1))


def test_never_says_a_withdrawn_answer_until_it_is_restored(db: Session) -> None:
    assert store.withdraw(db, "recovery/cravings", "a nurse")
    assert store.answer_for(db, "recovery/cravings", "en", WRITTEN) is None
    assert store.answer_for(db, "recovery/cravings", "es", WRITTEN) is None
    assert store.restore(db, "recovery/cravings")
    assert store.answer_for(db, "recovery/cravings", "en", WRITTEN)


def test_a_withdrawal_survives_the_next_publish(db: Session, content: Content) -> None:
    store.withdraw(db, "recovery/cravings", "a nurse")
    store.publish(db, replace(content, texts={}), "a test", "")
    assert store.answer_for(db, "recovery/cravings", "en", WRITTEN) is None


def test_an_unknown_topic_has_no_answer_and_cannot_be_withdrawn(db: Session) -> None:
    assert store.answer_for(db, "recovery/nowhere", "en", WRITTEN) is None
    assert not store.withdraw(db, "recovery/nowhere", "a nurse")


def test_buttons_are_only_for_topics_that_can_be_answered(db: Session) -> None:
    store.withdraw(db, "help/cost", "a nurse")
    titles = store.titles(db, ["help/cost", "help/start", "no/topic"], "en", WRITTEN)
    assert list(titles) == ["help/start"]


def test_publishing_the_same_content_changes_nothing(db: Session, content: Content) -> None:
    before = store.publish_id(db)
    assert not store.publish(db, content, "a test", "").changed
    assert store.publish_id(db) == before


def test_a_publish_raises_the_version_of_what_changed_only(db: Session, content: Content) -> None:
    answer = content.answers["recovery/cravings", "en"]
    changed = {**content.answers, ("recovery/cravings", "en"): replace(answer, title="Cravings")}
    entry = store.publish(db, replace(content, answers=changed), "a nurse", "abc")
    db.flush()
    rows = db.execute(select(models.Answer)).scalars()
    assert {(r.topic, r.language) for r in rows if r.version == entry.id} == {
        ("recovery/cravings", "en")
    }
    assert (entry.who, entry.commit) == ("a nurse", "abc")


def test_a_publish_that_fails_leaves_everything_as_it_was(
    published: str, content: Content, craving_answer: VettedAnswer
) -> None:
    twice = {**content.answers, ("x", "en"): craving_answer}
    with pytest.raises(IntegrityError), store.session(published) as db:
        store.publish(db, replace(content, answers=twice), "a test", "")
    with store.session(published) as db:
        assert store.is_published(db, content)
        assert store.answer_for(db, "recovery/cravings", "en", WRITTEN)


def test_texts_and_lines_come_back_as_they_were_published(db: Session, content: Content) -> None:
    assert store.current_texts(db) == content.texts
    assert store.current_lines(db) == content.lines
    assert store.text_for(db, "utter_rephrase", "es") == content.texts["utter_rephrase", "es"]


def test_counts_add_up_by_day_topic_and_outcome(published: str) -> None:
    day = date(2026, 11, 23)
    for _ in range(2):
        with store.session(published) as db:
            store.add_counts(db, {(day, "help/cost", "answer"): 3})
    with store.session(published) as db:
        row = db.get(models.DailyCount, (day, "help/cost", "answer"))
        assert row is not None and row.count == 6


def test_no_table_has_room_for_what_a_person_wrote_or_who_they_are() -> None:
    columns = {f"{t.name}.{c.name}" for t in models.Base.metadata.sorted_tables for c in t.columns}
    assert {
        c for c in columns if any(w in c for w in ("message", "sender", "session", "ip"))
    } == set()
