"""Say a vetted answer: whole, or, when it was just said, what goes further."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa_sdk.events import SlotSet

from actions.reply import message, topic_buttons
from actions.turn import Turn, typed_button
from bot import store
from bot.content import VettedAnswer, followups
from bot.content.followups import Followup
from bot.settings import Settings

TALK = "help/talk_now"
# Whoever asks for a person, or what to do in an overdose, gets it as often as they ask.
ALWAYS_WHOLE = (TALK, "chat/human", "harm_reduction/overdose", "harm_reduction/naloxone")
WITH_DESK = (TALK, "chat/human")
SMALL_TALK = ("chat/", "feelings/")  # "it" never means these
RUNNERS_UP = 3
LEAST_LIKELY = 0.01
CHANGES_SUBJECT = "other"  # after "and how much is it?" the next "it" is still the same thing


def say_answer(turn: Turn, topic: str, again: bool = False) -> list[dict[str, Any]]:
    """Say the answer to `topic` and return what to remember; `again` shows it even if repeated."""
    answer = store.answer_for(turn.db, topic, turn.language, turn.today)
    if answer is None:
        _say_unavailable(turn, topic)
        return []
    times = 0 if again else _times_said(turn, topic)
    if times == 0:
        _say_whole(turn, answer)
    else:
        _say_further(turn, answer, times)
    _offer_second_question(turn, topic)
    return _remembered(turn, topic, times + 1)


def leads(kind: str, last: str | None) -> tuple[str, ...]:
    """Return the topics to which a follow-up of `kind` leads after `last`; see `Followup`."""
    table = _table()
    return table[kind].leads(last) if kind in table else ()


@lru_cache(maxsize=1)
def _table() -> dict[str, Followup]:
    return followups(Settings.from_env().data_dir)


def _say_unavailable(turn: Turn, topic: str) -> None:
    if turn.reading.get("wordless"):
        turn.say("utter_no_words", "fallback", turn.starters())
        return
    text = turn.text("utter_answer_unavailable")
    turn.dispatcher.utter_message(text=text, json_message=message("fallback", topic))


def _say_whole(turn: Turn, answer: VettedAnswer) -> None:
    desk = Settings.from_env().support_desk if answer.topic in WITH_DESK else ""
    desk_words = (f"{turn.text('utter_support_desk')} {desk}",) if desk else ()
    for bubble in (*desk_words, *answer.bubbles[:-1]):
        turn.dispatcher.utter_message(text=bubble, json_message=message("answer", answer.topic))
    turn.dispatcher.utter_message(
        text=answer.bubbles[-1],
        buttons=topic_buttons(turn.titles(list(answer.next))),
        json_message=provenance(answer),
    )


def provenance(answer: VettedAnswer) -> dict[str, Any]:
    """Return what stands under an answer: its title, sources and the day of its review."""
    return message(
        "answer",
        answer.topic,
        title=answer.title,
        sources=[dict(vars(source)) for source in answer.sources],
        reviewed=answer.reviewed.isoformat(),
        reviewer=answer.reviewer,
    )


def _say_further(turn: Turn, answer: VettedAnswer, times: int) -> None:
    if answer.topic.startswith("chat/"):
        turn.say("utter_still_here", "choice", turn.starters())
        return
    (show_again,) = topic_buttons({answer.topic: turn.text("utter_show_again")}, again="yes")
    if times == 1:
        further = turn.titles([*answer.next, TALK])
        turn.say("utter_repeated", "choice", further, show_again)
    else:
        turn.say("utter_repeated_again", "fallback", turn.titles([TALK]), show_again)


def _times_said(turn: Turn, topic: str) -> int:
    """Return how often in a row `topic` was answered; every third time it is whole again."""
    *said, times = turn.tracker.get_slot("said") or ("", "", 0)
    if said != [topic, turn.language] or topic in ALWAYS_WHOLE:
        return 0
    return int(times) % (2 if topic.startswith("chat/") else 3)


def _offer_second_question(turn: Turn, topic: str) -> None:
    if typed_button(turn.tracker):  # a title may look like two questions
        return
    also = turn.reading.get("also") or ""
    if also.startswith("followup/"):
        also = next(iter(leads(also.removeprefix("followup/"), topic)), "")
    if also and also != topic:
        titles = turn.titles([also])
        if titles:
            turn.say("utter_also_asked", "choice", titles)


def _remembered(turn: Turn, topic: str, times: int) -> list[dict[str, Any]]:
    likely = [entry["name"] for entry in turn.ranking if entry["confidence"] >= LEAST_LIKELY]
    names = [name for name in likely if "/" in name]
    others = [n for n in names if n != topic and not n.startswith((*SMALL_TALK, "followup/"))]
    remembered = [
        SlotSet("said", [topic, turn.language, times]),
        SlotSet("runners_up", others[:RUNNERS_UP]),
    ]
    leans = turn.reading.get("followup") not in (None, CHANGES_SUBJECT) and turn.last_topic
    if not leans and not topic.startswith(SMALL_TALK):
        remembered.append(SlotSet("topic", topic))
    return remembered
