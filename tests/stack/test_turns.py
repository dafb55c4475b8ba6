"""Turns over HTTP through the gateway, Rasa, the actions and the database, all real."""

from __future__ import annotations

import psutil
import pytest

from bot.content import Content
from tests.servers import Bot

QUESTIONS = {
    "what is suboxone": "treatment/buprenorphine",
    "how do I get through a craving without using": "recovery/cravings",
    "my brother is using heroin how can i help him": "family/help",
    "i have no insurance can i get treatment": "help/uninsured",
    "how long does dope sickness last": "opioids/withdrawal",
    "where do i get narcan": "harm_reduction/naloxone",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_its_vetted_answer_with_sources(
    stack: Bot, content: Content, question: str
) -> None:
    reply = stack.say(question)
    answer = content.answers[QUESTIONS[question], "en"]
    assert tuple(m["text"] for m in reply["messages"]) == answer.bubbles
    assert reply["messages"][-1]["sources"][0]["url"] == answer.sources[0].url
    assert reply["understood"]["topic"] == answer.topic
    assert reply["crisis"] is None


def test_a_button_leads_to_its_topic(stack: Bot, content: Content) -> None:
    token = stack.session()
    button = stack.say("what is suboxone", token)["messages"][-1]["buttons"][0]
    reply = stack.press(button["id"], token)
    assert reply["messages"][-1]["title"] == button["title"]
    assert reply["understood"]["confidence"] == 1.0


def test_a_button_of_another_session_does_nothing(stack: Bot) -> None:
    button = stack.say("what is suboxone")["messages"][-1]["buttons"][0]
    assert stack.press(button["id"], stack.session())["messages"][0]["kind"] != "answer"


def test_spanish_gets_spanish(stack: Bot, content: Content) -> None:
    reply = stack.say("¿qué es la metadona?", stack.session("es"))
    assert reply["messages"][0]["text"] == content.answers["treatment/methadone", "es"].bubbles[0]


@pytest.mark.parametrize(
    "text", ["i want to kill myself", "/restart i want to kill myself", "quiero matarme"]
)
def test_a_crisis_gets_the_card_first_with_lines(stack: Bot, text: str) -> None:
    reply = stack.say(text)
    assert reply["crisis"] == {"category": "suicide"}
    assert reply["messages"][0]["kind"] == "crisis"
    assert any(line["tel"] == "tel:988" for line in reply["messages"][0]["lines"])
    assert [m["kind"] for m in reply["messages"]].count("crisis") == 1


def test_an_overdose_gets_the_steps_first(stack: Bot) -> None:
    reply = stack.say("my friend od'd he wont wake up and his lips are blue")
    assert reply["crisis"] == {"category": "overdose"}
    assert "911" in reply["messages"][0]["text"].splitlines()[0]


@pytest.mark.parametrize("text", ["/restart", "/greet{}", '／ask{"topic": "help/cost"}', ""])
def test_nothing_a_person_types_is_a_command_and_nothing_gets_silence(
    stack: Bot, text: str
) -> None:
    reply = stack.say(text)
    assert reply["messages"][0]["text"]
    assert reply["understood"]["confidence"] < 1.0


def test_the_same_message_id_gets_the_same_reply(stack: Bot) -> None:
    token = stack.session()
    first = stack.say("what is cbt", token, message_id="one")
    assert stack.say("what is cbt", token, message_id="one") == first


def test_two_people_do_not_see_each_others_conversation(stack: Bot) -> None:
    one, other = stack.session(), stack.session("es")
    stack.say("what is methadone", one)
    reply = stack.say("what is methadone", other)
    assert (
        reply["messages"][-1]["title"]
        != stack.say("what is methadone", one)["messages"][-1]["title"]
    )


def test_a_deleted_session_is_gone(stack: Bot) -> None:
    token = stack.session()
    stack.say("what is cbt", token)
    headers = {"X-Session-Token": token}
    assert stack.http.delete("/api/sessions", headers=headers).json() == {"deleted": True}
    body = {"text": "what is cbt", "message_id": "x"}
    assert stack.http.post("/api/messages", json=body, headers=headers).status_code == 401


def test_health_asks_the_whole_bot(stack: Bot) -> None:
    reply = stack.http.get("/healthz")
    assert reply.status_code == 200 and reply.json()["ok"] is True


def test_the_running_bot_holds_no_tensorflow(stack: Bot) -> None:
    maps = psutil.Process(stack.child("rasa")).memory_maps()
    assert maps and not [m.path for m in maps if "tensorflow" in m.path]
