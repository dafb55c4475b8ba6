"""Two people stand behind a publish: its author, and somebody else who approved just that."""

from __future__ import annotations

import pytest

from bot import store
from bot.content import ContentError
from bot.publishing import gate
from bot.publishing.history import log_lines
from bot.publishing.people import Refused, same_person
from tests.conftest import WRITTEN
from tests.unit.publishing.conftest import CRAVINGS, LINES, Place

WRONG, RIGHT = 'call: "1-800-972-0590"', 'call: "1-800-555-0199"'
ANA, BEN = "Ana Ruiz", "Ben Ode"


def quiet(line: str) -> None:
    pass


@pytest.fixture
def mended(on_the_air: Place) -> Place:
    """Ana has mended a phone number and committed it."""
    on_the_air.edit(LINES, WRONG, RIGHT)
    on_the_air.commit()
    return on_the_air


def test_without_approval_it_is_refused_and_nothing_changes(mended: Place) -> None:
    with pytest.raises(Refused, match="nobody has approved these files"):
        gate.publish(mended.settings, ANA, quiet)
    assert mended.line("us_safespot") == "1-800-972-0590"


def test_approved_by_another_person_it_is_on_the_air(mended: Place) -> None:
    gate.approve(mended.settings, BEN)
    assert gate.publish(mended.settings, ANA, quiet) == 2
    assert mended.line("us_safespot") == "1-800-555-0199"


def test_the_log_shows_who_wrote_approved_and_published_it_and_from_which_commit(
    mended: Place,
) -> None:
    gate.approve(mended.settings, BEN)
    gate.publish(mended.settings, "Cem", quiet)
    newest, change, approval, *_ = log_lines(mended.settings, 20)
    commit = mended.git("rev-parse", "HEAD")[:10]
    who = f"by Cem, written by {ANA}, approved by {BEN}, from commit {commit}"
    assert newest.endswith(f"publish 2, {who}")
    assert "call was 1-800-972-0590, becomes 1-800-555-0199" in change
    assert f"by {BEN}, written by {ANA}" in approval


@pytest.mark.parametrize("name", [ANA, "ana ruiz", "ana", "ana@clinic.example"])
def test_the_author_cannot_approve_under_any_of_their_names(mended: Place, name: str) -> None:
    with pytest.raises(Refused, match="nobody approves their own change"):
        gate.approve(mended.settings, name)


def test_who_wrote_only_a_part_cannot_approve_either(mended: Place) -> None:
    mended.edit(CRAVINGS, "title:", "title: ")
    mended.commit(f"{BEN} <ben@clinic.example>")
    with pytest.raises(Refused, match="Ben Ode wrote some of this"):
        gate.approve(mended.settings, BEN)


def test_who_approved_cannot_be_the_one_who_publishes(mended: Place) -> None:
    gate.approve(mended.settings, BEN)
    with pytest.raises(Refused, match="nor the one who publishes"):
        gate.publish(mended.settings, "ben  ode", quiet)
    assert mended.line("us_safespot") == "1-800-972-0590"


@pytest.mark.parametrize(
    "file", [LINES, CRAVINGS, "data/nlu/help/cost.yml", "data/rules/answers.yml"]
)
def test_an_edit_after_the_approval_voids_it(mended: Place, file: str) -> None:
    gate.approve(mended.settings, BEN)
    with (mended.folder / file).open("a") as text:
        text.write("# one more line\n")
    with pytest.raises(Refused, match="An edit after an approval needs a new one"):
        gate.publish(mended.settings, ANA, quiet)


def test_an_approval_is_for_one_publish_only(mended: Place) -> None:
    gate.approve(mended.settings, BEN)
    gate.publish(mended.settings, ANA, quiet)
    gate.roll_back(mended.settings, None, "Cem")
    with pytest.raises(Refused, match="nobody has approved"):
        gate.publish(mended.settings, ANA, quiet)


def test_what_is_not_committed_has_no_known_author_and_needs_one_named(on_the_air: Place) -> None:
    on_the_air.edit(LINES, WRONG, RIGHT)
    with pytest.raises(Refused, match="--author"):
        gate.approve(on_the_air.settings, BEN)
    with pytest.raises(Refused, match="nobody approves their own change"):
        gate.approve(on_the_air.settings, ANA, author=ANA)
    gate.approve(on_the_air.settings, BEN, author=ANA)
    assert gate.publish(on_the_air.settings, ANA, quiet) == 2
    assert "with later edits" in next(log_lines(on_the_air.settings, 1))


def test_without_the_setting_nobody_need_approve(mended: Place) -> None:
    settings = Place(mended.folder).settings
    assert gate.publish(settings, ANA, quiet) == 2
    assert "approved" not in next(log_lines(settings, 1))


def test_a_mistake_is_refused_with_its_file_and_nothing_changes(mended: Place) -> None:
    mended.edit(CRAVINGS, "reviewed:", "revewed:")
    for step in (lambda: gate.approve(mended.settings, BEN, ANA), lambda: publish(mended)):
        with pytest.raises(ContentError, match="cravings.yml"):
            step()
    assert mended.line("us_safespot") == "1-800-972-0590"


def publish(place: Place) -> int:
    return gate.publish(place.settings, ANA, quiet)


def test_a_conversation_that_fails_keeps_it_off_the_air(
    mended: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.approve(mended.settings, BEN)
    failing = lambda settings, waiting, say: ["someone wants to die"]  # noqa: E731
    monkeypatch.setattr(gate, "conversation_failures", failing)
    with pytest.raises(Refused, match="1 conversations fail:\n  someone wants to die"):
        publish(mended)
    assert mended.line("us_safespot") == "1-800-972-0590"


def test_rollback_restores_what_an_earlier_publish_showed_and_says_so(mended: Place) -> None:
    gate.approve(mended.settings, BEN)
    publish(mended)
    entry = gate.roll_back(mended.settings, None, "Cem")
    assert (entry.id, mended.line("us_safespot")) == (3, "1-800-972-0590")
    assert "publish 3, back to what 1 showed, by Cem" in next(log_lines(mended.settings, 1))
    gate.roll_back(mended.settings, 2, "Cem")
    assert mended.line("us_safespot") == "1-800-555-0199"


def test_a_rollback_to_nothing_is_refused_with_the_way_to_the_list(on_the_air: Place) -> None:
    for number, says in ((None, "no earlier publish"), (7, "no publish 7"), (1, "already")):
        with pytest.raises(Refused, match=says):
            gate.roll_back(on_the_air.settings, number, "Cem")


def test_a_rollback_leaves_withdrawn_what_was_withdrawn(mended: Place) -> None:
    gate.approve(mended.settings, BEN)
    publish(mended)
    with store.session(mended.settings.database_url) as db:
        store.withdraw(db, "help/cost", ANA)
    gate.roll_back(mended.settings, None, "Cem")
    with store.session(mended.settings.database_url) as db:
        assert store.answer_for(db, "help/cost", "en", WRITTEN) is None


def test_examples_alone_are_a_change_too(on_the_air: Place) -> None:
    on_the_air.edit("data/nlu/help/cost.yml", "- copay?", "- my copay?")
    on_the_air.commit()
    gate.approve(on_the_air.settings, BEN)
    assert publish(on_the_air) == 2
    assert publish(on_the_air) == 0


def test_a_name_is_the_same_however_it_is_written() -> None:
    assert same_person(" ANA  ruiz", ["Ana Ruiz <a.r@clinic.example>"])
    assert not same_person("Ana", ["Ana Ruiz <a.r@clinic.example>"])
    assert not same_person("", [""])
