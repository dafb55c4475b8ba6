"""The chat without scripts: the same answers and cards, from a plain form."""

from __future__ import annotations

import html
import re

import pytest

from tests.unit.web.web_gateway import CRY, bubble, gateway_of, says

ANSWER = bubble(
    "Put it off for 15 minutes:\n• walk\n• call 988 or text 988\nSee FindTreatment.gov <now>.",
    topic="recovery/cravings",
    title="Riding out a craving",
    sources=[{"title": "A & B", "publisher": "P", "url": "https://example.org/a"}],
    reviewed="2026-11-22",
    reviewer="pending clinical review",
    buttons=[("More", "/more")],
)


def fields(page: str) -> dict[str, str]:
    form = page[page.rindex("<form") :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in hidden}


def post(client, page: str, language: str = "en", **given: str):
    return client.post(f"/?language={language}", data={**fields(page), **given})


def test_a_question_brings_the_answer_its_sources_and_next_steps(client, rasa):
    rasa.behaves = says(ANSWER)
    answer = post(client, client.get("/").text, text="how do i <b>wait</b>")
    assert answer.status_code == 200 and "how do i &lt;b&gt;wait&lt;/b&gt;" in answer.text
    assert "<h2>Riding out a craving</h2>" in answer.text
    assert "<li>walk</li>" in answer.text and 'href="tel:988"' in answer.text
    assert 'href="sms:988">text</a>' in answer.text and "&lt;now&gt;" in answer.text
    assert 'href="https://findtreatment.gov"' in answer.text and "A &amp; B" in answer.text
    assert "has not signed" in answer.text and "2026-11-22" in answer.text
    assert "<script" not in answer.text


def test_a_button_goes_on_in_the_same_conversation(client, rasa):
    rasa.behaves = says(ANSWER)
    page = post(client, client.get("/").text, text="cravings").text
    button = html.unescape(re.search(r'name="button" value="([^"]*)"', page)[1])
    answer = post(client, page, button=button)
    assert rasa.asked[-1]["payload"] == "/more"
    assert rasa.asked[-1]["sender"] == rasa.asked[0]["sender"]
    assert ">More</p>" in answer.text  # what was pressed is what the person said


@pytest.mark.parametrize("language, cry", [("en", CRY), ("es", "me quiero suicidar")])
def test_a_crisis_brings_the_card_first(client, language, cry):
    page = post(client, client.get("/").text, language, text=cry).text
    said = page[page.index('id="reply"') :]
    card = said[said.index("rsb-crisis") :]
    assert 'href="tel:988"' in card and 'href="tel:911"' in card
    assert said.count('class="rsb-bubble') == 2 or said.index("rsb-crisis") < said.index(
        "rsb-answer"
    )
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("fault", ["large", "forged", "fields", "surrogate", "empty"])
def test_a_crisis_in_a_form_that_is_refused_still_brings_the_card(client, fault):
    page = client.get("/").text
    more = {
        "large": {"text": CRY + " x" * 20000},
        "forged": {"text": CRY, "token": "forged"},
        "fields": {"text": CRY, **{f"f{i}": "x" for i in range(20)}},
        "surrogate": {"text": CRY, "message_id": "<>"},
        "empty": {"text": CRY, "message_id": ""},
    }[fault]
    assert "rsb-crisis" in post(client, page, **more).text


def test_the_same_form_sent_twice_is_answered_once(client, rasa):
    page = post(client, client.get("/").text, text="cravings").text
    first, again = (post(client, page, text="more").text for _ in range(2))
    assert len(rasa.asked) == 2
    assert first.count("An answer.") == again.count("An answer.") == 1


def test_what_is_too_long_comes_back_to_be_shortened(client):
    answer = post(client, client.get("/").text, text="long " * 300)
    assert answer.status_code == 413
    assert answer.text.split("<textarea")[1].count("long ") == 299
    assert "rsb-lines" in answer.text


def test_an_empty_form_and_a_wrong_body_get_words_and_lines(client):
    assert "rsb-lines" in post(client, client.get("/").text, text="").text
    answer = client.post("/", content=b"\xff\xfe", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 200 and "rsb-lines" in answer.text


def test_a_banner_of_the_reply_stands_on_top(client, monkeypatch):
    gateway = gateway_of(client)
    page = gateway._page.turn(
        gateway._locale(_Request()), "t", "hi", [], banner="Help is <here>: 988."
    )
    assert "Help is &lt;here&gt;: 988." in page.split("</header>")[0]
    assert "data-banner hidden" not in page
    assert "data-banner hidden" in client.get("/").text


class _Request:
    headers: dict[str, str] = {}
    query_params: dict[str, str] = {}


def rated(client) -> dict[tuple[str, str], int]:
    counts = gateway_of(client).chat.counts._counts
    return {
        (topic, outcome): number
        for (_, topic, outcome), number in counts.items()
        if outcome in ("helpful", "not_helpful")
    }


def rating_in(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that asks whether the answer helped."""
    form = next(f for f in page.split("<form")[1:] if 'name="helpful"' in f)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: html.unescape(value) for name, value in hidden}


@pytest.mark.parametrize("helpful, outcome", [("yes", "helpful"), ("no", "not_helpful")])
@pytest.mark.parametrize("way", ["words", "button"])
def test_an_answer_can_be_called_helpful_and_stays_in_view(client, rasa, way, helpful, outcome):
    gateway_of(client).published.topics = frozenset({"recovery/cravings"})
    rasa.behaves = says(ANSWER)
    page = post(client, client.get("/").text, text="cravings <b>").text
    if way == "button":
        button = html.unescape(re.search(r'name="button" value="([^"]*)"', page)[1])
        page = post(client, page, button=button).text
    asked = len(rasa.asked)
    answer = client.post("/?language=en", data={**rating_in(page), "helpful": helpful})
    assert len(rasa.asked) == asked  # the reply is kept, not asked for once more
    assert rated(client) == {("recovery/cravings", outcome): 1}
    assert "Riding out a craving" in answer.text and "Thank you." in answer.text
    assert 'name="helpful"' not in answer.text
    assert (">More</p>" if way == "button" else "cravings &lt;b&gt;") in answer.text


def test_nobody_can_write_words_into_the_counts_by_the_form(client, rasa):
    gateway_of(client).published.topics = frozenset({"recovery/cravings"})
    rasa.behaves = says(ANSWER)
    fields = rating_in(post(client, client.get("/").text, text="cravings").text)
    for given in ({"topic": "my name is Ann", "helpful": "yes"}, {"helpful": "perhaps"}):
        answer = client.post("/", data={**fields, **given})
        assert answer.status_code == 200 and "Thank you." not in answer.text
        assert 'name="helpful"' in answer.text
    assert rated(client) == {}


def test_whoever_is_in_danger_is_not_asked_whether_it_helped(client, rasa):
    rasa.behaves = says(ANSWER)
    page = post(client, client.get("/").text, text=CRY).text
    assert "rsb-crisis" in page and 'name="helpful"' not in page
    page = post(client, page, text="cravings").text
    assert "Riding out a craving" in page and 'name="helpful"' not in page


def test_a_button_keeps_the_country_and_the_language(client, rasa):
    rasa.behaves = says(ANSWER)
    page = client.get("/?language=es&country=GB").text
    page = client.post("/?language=es&country=GB", data={**fields(page), "text": "antojos"}).text
    actions = [html.unescape(found) for found in re.findall(r'<form[^>]*action="([^"]*)"', page)]
    assert len(actions) == 3 and set(actions) == {"/?language=es&country=GB#reply"}
