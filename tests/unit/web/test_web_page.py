"""The pages: help in them before any script runs, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import bot.web
from bot.web import words
from bot.web.baked import baked
from bot.web.pages import PAGES
from bot.web.prose import REACHABLE
from tests.unit.web.web_gateway import DATA, gateway_of, text_of

STATIC = Path(bot.web.__file__).parent / "static"
SOURCE = Path("widget/src")
ALL = ("/", *(f"/{name}" for name in PAGES))


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_numbers_stand_in_every_page_itself(client, path, language):
    page = client.get(f"{path}?language={language}").text
    bar = page.split("</nav>")[0]
    for href in ("tel:988", "sms:988", "tel:911"):
        assert f'href="{href}' in bar
    assert re.search(r'data-exit><a [^>]*href="https://[^>]*target="_top"', bar)
    for line in gateway_of(client).referrals.lines.values():
        if line.tel == "tel:18006624357":
            assert f'href="{line.tel}"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_says_first_that_this_is_a_program_and_what_is_kept(client, language):
    page = client.get("/", headers={"Accept-Language": language}).text
    assert f'<html lang="{language}">' in page
    body = re.sub(r"<[^>]*>", "", page.split("<h1>")[1])
    for key in ("utter_disclosure", "utter_consent"):
        assert text_of(client, key, language) in body
    assert body.index(text_of(client, "utter_disclosure", language)) < page.index("<textarea")


@pytest.mark.parametrize("path", [*ALL, "/nowhere"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_placeholder_is_left_in_a_page(client, path, language):
    page = client.get(f"{path}?language={language}", headers={"Accept": "text/html"}).text
    seen = re.sub(r' data-opening="[^"]*"', "", page)
    assert f'<html lang="{language}">' in seen
    assert not re.findall(r"\$\w+|None", seen)


def test_an_address_that_is_none_is_a_page_with_the_numbers_for_a_browser(client):
    answer = client.get("/nowhere", headers={"Accept": "text/html"})
    assert answer.status_code == 404 and 'href="tel:988"' in answer.text
    assert client.get("/nowhere").json()["error"]["code"] == "not_found"


def test_every_label_is_in_both_languages():
    for part in words.read().values():
        for label in part.values():
            assert set(label) == {"en", "es"} and all(label.values())


def test_every_word_the_widget_asks_for_exists_and_none_is_left_over():
    code = "".join(file.read_text(encoding="utf-8") for file in SOURCE.glob("*.ts"))
    known = set(words.words("en", "baked", "chat"))
    asked = set(re.findall(r'"(\w+)"', code)) & known
    python = "".join(f.read_text() for f in Path("bot/web").glob("*.py"))
    pages = "".join(f.read_text() for f in Path("bot/web/templates").glob("*.html"))
    for name in known - asked:
        assert f"${name}" in pages or f'"{name}"' in python, name
    for name in re.findall(r'\bword\("(\w+)"', code):
        assert name in known, name


def test_what_is_baked_into_the_widget_is_what_data_and_words_say():
    """If this fails: python -m bot.web.baked > widget/baked.json && widget/build, and commit."""
    assert json.loads(Path("widget/baked.json").read_text(encoding="utf-8")) == baked(DATA)


def test_the_shipped_widget_holds_the_numbers_of_every_country():
    shipped = (STATIC / "widget.js").read_text(encoding="utf-8")
    bars = baked(DATA)["bar"]
    assert len(bars) > 8 and all(bars.values())
    for bar in bars.values():
        for href, shown in bar:
            assert href in shipped and shown in shipped


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
    for path in ALL:
        page = client.get(f'{path}?country="><script>x</script>&language=<b>').text
        assert "<script>x" not in page and "<b>" not in page.split("</nav>")[1]


@pytest.mark.parametrize("path", ALL)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, path):
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page)
    for tag in re.findall(r"<(?:script|link|img|iframe|source)[^>]*>", page):
        assert re.search(r'(?:src|href)="/static/', tag), tag


def test_every_file_of_the_page_is_served(client):
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text):
        assert client.get(path).status_code == 200


def test_the_widget_reads_no_html_and_keeps_nothing_beyond_the_tab():
    for script in [*STATIC.glob("*.js"), *SOURCE.glob("*.ts")]:
        code = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
        assert not re.search(r"localStorage|document\.cookie|new WebSocket|EventSource", code)


def test_the_widget_is_small_enough_for_a_slow_phone():
    files = [*STATIC.glob("*.js"), *STATIC.glob("*.css")]
    assert len(files) == 2
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 12 * 1024


def test_the_page_hands_the_widget_the_same_as_the_api_does(client):
    page = client.get("/?language=es&country=MX").text
    handed = json.loads(unescape(re.search(r'data-opening="([^"]*)"', page)[1]))
    assert handed == client.get("/api/widget?language=es&country=MX").json()
    assert handed["bar"] and handed["lines"] and handed["words"]["send"] == "Enviar"


def test_a_line_that_staff_published_is_in_the_page_at_once(client):
    gateway = gateway_of(client)
    lines = dict(gateway.referrals.lines)
    for id, line in lines.items():
        if line.tel == "tel:988":
            lines[id] = replace(line, call="1-800-000-0000")
    gateway.referrals.publish(lines, gateway.referrals.texts, {})
    assert 'href="tel:988"' not in client.get("/").text.split("</nav>")[0]


def test_the_protocol_page_shows_the_measured_figures(client):
    figures = gateway_of(client)._pages._figures
    page = client.get("/protocol?language=en").text
    for row in figures["rows"]:
        assert row["what"]["en"] in unescape(page) and str(row["en"]) in page
    assert str(figures["date"]) in page


def test_the_build_is_locked_and_names_no_registry():
    lock = json.loads(Path("widget/package-lock.json").read_text())
    packages = [each for name, each in lock["packages"].items() if name]
    assert packages and all("resolved" not in each and each["integrity"] for each in packages)


def test_numbers_in_text_become_links_by_one_rule_with_and_without_scripts():
    rule = re.search(r"const REACHABLE = /(.*)/gi;", (SOURCE / "view.ts").read_text())[1]
    assert rule == REACHABLE.pattern


@pytest.mark.parametrize(("language", "mark"), [("en", "PREVIEW"), ("es", "VISTA PREVIA")])
@pytest.mark.parametrize("path", ALL)
def test_only_a_preview_says_on_every_page_that_it_is_one(open_gateway, path, language, mark):
    address = f"{path}?language={language}"
    page = open_gateway(preview="yes").get(address).text
    assert f'<p class="rsb-preview">{mark}. ' in page and f"<title>{mark}: " in page
    assert mark not in open_gateway().get(address).text


def test_a_preview_says_so_in_the_answer_to_the_plain_form_too(open_gateway):
    page = open_gateway(preview="yes").post("/", data={"text": "hello", "message_id": "1"}).text
    assert '<p class="rsb-preview">PREVIEW. ' in page
