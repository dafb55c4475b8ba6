"""What staff read before they publish: what changes, in words, and where a topic is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import store
from bot.content import Content
from bot.publishing.files import changed_files, fingerprint, read_files
from bot.publishing.pending import Pending, pending, told
from bot.publishing.people import Refused
from bot.publishing.where import places, where_lines
from bot.publishing.words import changes
from tests.conftest import DATA
from tests.unit.publishing.conftest import CRAVINGS, LINES, Place


def read(place: Place) -> Pending:
    with store.session(place.settings.database_url) as db:
        return pending(db, place.settings)


def test_nothing_changed_is_said(on_the_air: Place) -> None:
    waiting = read(on_the_air)
    assert list(told(waiting, DATA)) == ["Nothing has changed since the last publish."]
    assert waiting.touched is None


def test_a_number_a_word_and_an_example_are_each_told_in_words(on_the_air: Place) -> None:
    on_the_air.edit(LINES, 'call: "1-800-985-5990"', 'call: "1-800-555-0100"')
    on_the_air.edit(CRAVINGS, "title: {en: ", "title: {en: My ")
    on_the_air.edit("data/nlu/help/cost.yml", "- copay?", "- my copay?")
    on_the_air.edit("data/crisis/cards/overdose.yml", "911", "911")
    with (on_the_air.folder / "data/crisis/cards/overdose.yml").open("a") as card:
        card.write("# read\n")
    waiting = read(on_the_air)
    said = "\n".join(told(waiting, on_the_air.settings.data_dir))
    assert "crisis line us_ddh: call was 1-800-985-5990, becomes 1-800-555-0100" in said
    assert "answer recovery/cravings (English): title was " in said
    assert "What the model learns from: 1 file changed\n  data/nlu/help/cost.yml" in said
    assert "only when it starts: 1 file changed\n  data/crisis/cards/overdose.yml" in said
    assert waiting.topics == ("help/cost", "recovery/cravings")
    assert waiting.touched is not None and {"help/cost", "suicide"} <= set(waiting.touched)


def test_new_and_changed_and_gone_words_are_shown_line_by_line(content: Content) -> None:
    answer = content.answers["help/cost", "en"]
    bubbles = (answer.bubbles[0].replace("Prices differ a lot.", "Prices differ."), "Bye.")
    answers = {**content.answers, ("help/cost", "en"): replace(answer, bubbles=bubbles)}
    del answers["help/start", "es"]
    answers["help/new", "en"] = replace(answer, topic="help/new", bubbles=("Hello.",))
    by_what = {c.what: c.lines for c in changes(content, replace(content, answers=answers))}
    words = by_what["answer help/cost (English): other words"]
    assert "- Prices differ a lot. Before you sign anything, ask:" in words
    assert "+ Prices differ. Before you sign anything, ask:" in words
    assert by_what["answer help/new (English): new"] == ("+ Hello.",)
    assert "answer help/start (Spanish): gone" in by_what


@pytest.mark.parametrize(
    "field, value",
    [
        ("title", "Another"),
        ("next", ("help/start",)),
        ("reviewer", "Dr. Example"),
        ("reviewed", date(2026, 1, 1)),
        ("review_due", date(2031, 1, 1)),
        ("sources", ()),
    ],
)
def test_no_difference_of_an_answer_goes_unsaid(
    content: Content, field: str, value: object
) -> None:
    key = ("help/cost", "en")
    changed = {**content.answers, key: replace(content.answers[key], **{field: value})}
    (change,) = changes(content, replace(content, answers=changed))
    assert field in change.what and change.topic == "help/cost"


def test_every_file_counts_for_the_fingerprint_and_every_byte(place: Place) -> None:
    before = read_files(place.settings.data_dir)
    place.edit("data/nlu/help/cost.yml", "- copay?", "- copay ?")
    (place.folder / "data/stories/new.yml").write_text("# new\n")
    after = read_files(place.settings.data_dir)
    assert fingerprint(before) != fingerprint(after)
    assert changed_files(before, after) == ["nlu/help/cost.yml", "stories/new.yml"]


def test_where_names_every_kind_of_place_with_its_line() -> None:
    found = places(DATA, "help/talk_now")
    kinds = {place.kind for place in found}
    assert {"offered after another answer", "follow-up", "below a crisis card", "program"} <= kinds
    assert all(
        "help/talk_now" in open(place.file).read().splitlines()[place.line - 1] for place in found
    )
    said = list(where_lines(DATA, "help/talk_now"))
    assert said[0] == "help/talk_now is answered in data/answers/help/talk_now.yml"
    assert "English and" in said[1] and said[1].endswith("data/nlu/help/talk_now.yml")


def test_where_misses_no_line_that_names_the_topic() -> None:
    named = [p for p in DATA.rglob("*.yml") if p.stem != "cost" and "help/cost" in p.read_text()]
    files = {place.file for place in places(DATA, "help/cost")}
    assert {path.as_posix() for path in named} <= files


def test_where_refuses_an_unknown_topic_and_says_which_are_near() -> None:
    with pytest.raises(Refused, match="Is it help/cost"):
        list(where_lines(DATA, "help/costs"))
