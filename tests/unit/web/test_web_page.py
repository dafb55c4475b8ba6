"""The chat page: help in it before any script runs, and nothing from anywhere else."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import bot.web
from tests.unit.web.web_gateway import gateway_of, text_of

STATIC = Path(bot.web.__file__).parent / "static"
WORDS = YAML(typ="safe").load(STATIC.parent / "words.yml")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_numbers_stand_in_the_page_itself(client, language):
    page = client.get(f"/?language={language}").text
    bar = page.split("</nav>")[0]
    for href in ("tel:988", "sms:988", "tel:911"):
        assert f'href="{href}' in bar
    assert 'id="exit" href="https://' in bar
    for line in gateway_of(client).referrals.lines.values():
        if line.tel == "tel:18006624357":
            assert f'href="{line.tel}"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_says_first_that_this_is_a_program_and_what_is_kept(client, language):
    page = client.get("/", headers={"Accept-Language": language}).text
    assert f'<html lang="{language}">' in page
    for key in ("utter_disclosure", "utter_consent"):
        assert text_of(client, key, language) in page
    assert page.index('id="disclosure"') < page.index('id="composer"')


def test_no_placeholder_is_left_in_the_page(client):
    for language in ("en", "es"):
        page = client.get(f"/?language={language}").text
        for name, _ in WORDS["page"].items():
            assert f"${name}" not in page
        assert re.findall(r"\$\w+", page) == ["$date", "$date", "$number"]  # chat.js fills these


def test_every_label_is_in_both_languages():
    for part in WORDS.values():
        for label in part.values():
            assert set(label) == {"en", "es"} and all(label.values())


def test_another_country_gets_its_own_lines(client):
    page = client.get("/?country=GB").text
    assert "tel:988" not in page and "tel:911" not in page
    assert "tel:999" in page.split("</nav>")[0]


@pytest.mark.parametrize("country", ["ZZ", "nowhere"])
def test_an_unknown_country_gets_no_us_number_but_a_way_to_find_one(client, country):
    page = client.get(f"/?country={country}").text
    assert "tel:988" not in page and "tel:911" not in page
    assert "findahelpline.com" in page.split("</nav>")[0]


def test_what_a_caller_puts_in_the_address_is_never_written_into_the_page(client):
    page = client.get('/?country="><script>x</script>&language=<b>').text
    assert "<script>x" not in page and "<b>" not in page.split("</nav>")[1]


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client):
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page)
    for tag in re.findall(r"<(?:script|link|img|iframe|source)[^>]*>", page):
        assert re.search(r'(?:src|href)="/static/', tag), tag


def test_every_file_of_the_page_is_served(client):
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text):
        assert client.get(path).status_code == 200


def test_scripts_never_read_html_and_talk_to_nobody_else():
    for script in STATIC.glob("*.js"):
        code = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
        assert not re.search(r"localStorage|document\.cookie", code)
        assert not re.search(r"https?://\w", code)


def test_every_word_the_scripts_ask_for_exists():
    code = "".join(script.read_text(encoding="utf-8") for script in STATIC.glob("*.js"))
    asked = set(re.findall(r'\bword\((?:\w+ \? )?"([\w-]+)"', code))
    asked |= set(re.findall(r'word\(\w+ \? "[\w-]+" : "([\w-]+)"', code))
    assert asked == set(WORDS["script"])


def test_the_page_is_small_enough_for_a_slow_phone():
    files = [*STATIC.glob("*.js"), *STATIC.glob("*.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 12 * 1024
