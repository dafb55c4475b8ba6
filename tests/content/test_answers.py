"""Promises about everything the bot can say."""

from __future__ import annotations

import pytest
import yaml

from bot.content import Content

AREAS = [
    *("self_medication", "opioids", "conditions", "treatment", "help", "family"),
    *("recovery", "harm_reduction", "refuse", "chat"),
]


def test_every_topic_is_answered_in_both_languages(content: Content) -> None:
    for topic in content.topics:
        assert {language for t, language in content.answers if t == topic} == {"en", "es"}


def test_every_area_is_an_intent_with_a_rule(content: Content) -> None:
    domain = yaml.safe_load(open("domain.yml"))
    rules = yaml.safe_load(open("data/rules/answers.yml"))["rules"]
    ruled = {rule["steps"][0]["intent"] for rule in rules}
    for area in {topic.split("/")[0] for topic in content.topics}:
        assert area in domain["intents"]
        assert area in ruled


def test_every_topic_is_asked_in_many_ways_in_both_languages(content: Content) -> None:
    for topic in content.topics:
        asked = [e.language for e in content.examples if e.intent == topic]
        assert asked.count("en") >= 60, topic
        assert asked.count("es") >= 25, topic


def test_nobody_is_named_as_a_reviewer_before_a_clinician_has_signed(content: Content) -> None:
    assert {a.reviewer for a in content.answers.values()} == {"pending clinical review"}


def test_every_answer_but_small_talk_shows_a_source(content: Content) -> None:
    for (topic, _), answer in content.answers.items():
        assert answer.sources or topic.startswith("chat/"), topic


def test_opioids_are_never_offered_as_a_treatment_for_ptsd(content: Content) -> None:
    english = " ".join(content.answers["conditions/ptsd", "en"].bubbles)
    assert "Opioids are not a treatment for PTSD" in english


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_refusal_of_a_dose_gives_no_number_but_phone_numbers(
    content: Content, language: str
) -> None:
    text = " ".join(content.answers["refuse/dosing", language].bubbles)
    numbers = {word.strip(".,:;()¿?") for word in text.split() if any(c.isdigit() for c in word)}
    assert numbers <= {"911", "988", "2", "1-800-222-1222", "1-800-662-4357"}  # 988, then 2
