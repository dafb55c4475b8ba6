"""Every crisis card, in every language, for every country: complete, short and of that country."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.safety import (
    CATEGORIES,
    HELPLINES,
    Crisis,
    Referral,
    helplines,
    load_cards,
    load_lines,
    referral,
    referral_message,
)

DATA = Path("data")
CARDS, LINES = load_cards(DATA), load_lines(DATA)
COUNTRIES = ("US", "CA", "GB", "IE", "AU", "NZ", "MX", "ES", "IN", "FR", "BR", "")
EMERGENCY = {"US": "911", "CA": "911", "GB": "999", "IE": "112", "AU": "000", "NZ": "111"}
EMERGENCY |= {"MX": "911", "ES": "112", "IN": "112", "FR": "112"}
BANNED = ("addict", "junkie", "committed suicide", "therapist", "counselor", "diagnose", "adicto")
LONGEST_TEXT, MOST_WORDS, MOST_ROWS, MOST_LINES = 680, 125, 10, 6  # one screen of 360 × 640

every = pytest.mark.parametrize(
    ("category", "language", "country"),
    list(product((*CATEGORIES, HELPLINES), ("en", "es"), COUNTRIES)),
)


def shown(category: str, language: str, country: str) -> Referral:
    return referral(Crisis(category, (), ()), language, country, CARDS, LINES)


@every
def test_every_card_names_the_emergency_number(category: str, language: str, country: str) -> None:
    card = shown(category, language, country)
    number = EMERGENCY.get(country)
    assert any(line.emergency for line in card.lines)
    if number:
        assert number in card.text
        assert f"tel:{number}" in [line.tel for line in card.lines]


@every
def test_every_card_has_another_line_to_turn_to(category: str, language: str, country: str) -> None:
    card = shown(category, language, country)
    others = [line for line in card.lines if not line.emergency]
    assert others
    assert all(line.tel or line.sms or line.chat for line in others)


@every
def test_no_card_shows_a_line_of_another_country(
    category: str, language: str, country: str
) -> None:
    allowed = {country, "", "EU" if country == "FR" else ""}
    assert {line.country for line in shown(category, language, country).lines} <= allowed


@every
def test_every_card_fits_one_phone_screen(category: str, language: str, country: str) -> None:
    card = shown(category, language, country)
    assert len(card.text) <= LONGEST_TEXT
    assert len(card.text.split()) <= MOST_WORDS
    assert card.text.count("\n") < MOST_ROWS
    assert len(card.lines) <= MOST_LINES
    assert len(card.title) <= 45


@every
def test_no_card_shows_a_blank_to_fill_in_or_a_banned_word(
    category: str, language: str, country: str
) -> None:
    text = shown(category, language, country).text.lower()
    assert "{" not in text
    assert not [word for word in BANNED if word in text]


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_first_line_of_a_crisis_card_says_what_to_do_now(category: str) -> None:
    for language, number in (("en", "911"), ("es", "911")):
        assert number in shown(category, language, "US").text.split("\n")[0]


def test_the_suicide_card_gives_988_by_call_text_and_chat() -> None:
    line = next(line for line in shown("suicide", "en", "US").lines if line.id == "us_988")
    assert (line.tel, line.sms, line.chat) == ("tel:988", "sms:988", "https://988lifeline.org")
    assert "call or text 988" in shown("suicide", "en", "US").text


def test_the_spanish_suicide_card_gives_the_spanish_way_to_988() -> None:
    card = shown("suicide", "es", "US")
    assert "988 (marque 2)" in card.text
    assert "sms:988?&body=AYUDA" in [line.sms for line in card.lines]


def test_the_overdose_card_says_call_naloxone_breathe_and_stay() -> None:
    text = shown("overdose", "en", "US").text
    places = [text.index(words) for words in ("Call 911 now", "Naloxone", "breaths", "Stay")]
    assert places == sorted(places)


def test_no_line_of_low_confidence_is_shown() -> None:
    assert {line.confidence for line in LINES.values()} <= {"H", "M"}


def test_every_line_can_be_reached_and_has_a_note_in_both_languages() -> None:
    for line in LINES.values():
        assert line.tel or line.sms or line.chat or line.emergency, line.id
        assert line.note["en"] and line.note["es"], line.id


def test_the_lgbtq_option_of_988_is_off_until_someone_has_dialled_it() -> None:
    assert "us_988_lgbtq" not in LINES
    assert all("us_988_lgbtq" not in ids for c in CARDS.values() for ids in c.lines.values())


def test_another_crisis_in_the_same_message_adds_its_line() -> None:
    card = referral(Crisis("suicide", ("violence",), ()), "en", "US", CARDS, LINES)
    assert "us_ndvh" in [line.id for line in card.lines]


def test_an_unknown_language_falls_back_to_english() -> None:
    assert shown("suicide", "fr", "US").text == shown("suicide", "en", "US").text


def test_a_line_that_was_withdrawn_is_left_out() -> None:
    rest = {i: line for i, line in LINES.items() if i != "us_988"}
    card = referral(Crisis("suicide", (), ()), "en", "US", CARDS, rest)
    assert "us_988" not in [line.id for line in card.lines]
    assert "988" not in card.text


def test_the_message_carries_everything_the_chat_page_shows() -> None:
    message = referral_message(shown("suicide", "es", "US"), "es")
    assert message["kind"] == "crisis"
    assert {"text", "topic", "title", "sources", "reviewed", "buttons"} <= set(message)
    keys = {"id", "name", "call", "tel", "text", "sms", "chat", "hours", "note"}
    assert all(set(line) == keys for line in message["lines"])
    assert message["lines"][0]["note"].startswith("Gratis")


def test_the_helplines_are_calm_and_complete() -> None:
    card = helplines("en", "US", CARDS, LINES)
    assert [line.id for line in card.lines] == ["us_988", "us_samhsa", "us_911"]
