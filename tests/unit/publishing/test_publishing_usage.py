"""The numbers that staff see tell how the bot is used, and nothing about any one person."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot import store
from bot.publishing.people import Refused
from bot.publishing.picture import draw
from bot.publishing.usage import Usage, rounded, shown, usage, usage_lines, usage_of
from bot.settings import Settings

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 2)
COUNTS = {
    (FIRST, "help/cost", "answer"): 21,
    (LAST, "help/cost", "answer"): 3,
    (LAST, "groups/pregnancy", "answer"): 2,
    (LAST, "suicide", "crisis"): 1,
    (LAST, "", "fallback"): 12,
}


@pytest.fixture
def found() -> Usage:
    return usage_of(COUNTS, FIRST, LAST)


@pytest.mark.parametrize("count, says", [(0, "-"), (1, "<5"), (4, "<5"), (5, "5"), (7, "5")])
def test_a_small_count_is_never_told_from_another_small_one(count: int, says: str) -> None:
    assert shown(count) == says


def test_rounding_hides_what_subtracting_one_table_from_another_would_show(found: Usage) -> None:
    rows = table(list(usage_lines(found)))
    assert rows["groups/pregnancy"]["answer"] == "<5"
    total = sum(int(rows[day]["answer"]) for day in ("2026-11-01", "2026-11-02"))
    assert total - int(rows["help/cost"]["answer"]) != COUNTS[LAST, "groups/pregnancy", "answer"]


def table(lines: list[str]) -> dict[str, dict[str, str]]:
    heads: list[str] = []
    rows: dict[str, dict[str, str]] = {}
    for line in lines[1:]:
        name, *cells = re.split(r"\s{2,}", line.strip())
        if name in ("day", "topic"):
            heads = cells
        elif cells:
            rows[name] = dict(zip(heads, cells, strict=True))
    return rows


def test_no_line_holds_a_small_number(found: Usage) -> None:
    said = list(usage_lines(found))
    cells = [cell for line in said[1:] for cell in re.split(r"\s{2,}", line.strip())[1:]]
    assert not [cell for cell in cells if cell in {"1", "2", "3", "4"}]
    assert "<5" in cells and "<5 means 1 to 4" in said[0]


def test_the_counts_of_the_database_are_those_of_the_days_asked_for(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/bot.sqlite3")
    store.migrate(settings.database_url)
    with store.session(settings.database_url) as db:
        store.add_counts(db, COUNTS)
    assert set(usage(settings, LAST, 2).by_day) == {"2026-11-01", "2026-11-02"}
    assert set(usage(settings, LAST, 1).by_day) == {"2026-11-02"}
    assert set(usage(settings, LAST, 2, "suicide").by_topic) == {"suicide"}
    assert list(usage_lines(usage(settings, date(2027, 1, 1), 1)))[0].startswith("Nothing")


def test_the_picture_shows_topics_and_hides_small_counts(found: Usage, tmp_path: Path) -> None:
    path = tmp_path / "usage.svg"
    draw(found, path, "Made-up counts.")
    words = re.findall(r">([^<>]+)</text>", path.read_text(encoding="utf-8"))
    assert "groups/pregnancy" in words and "Hatched: 1 to 4. Made-up counts." in " ".join(words)
    assert {word.strip() for word in words} & {"&lt;5", "25"} == {"&lt;5", "25"}


def test_bars_are_drawn_from_rounded_counts_only(found: Usage, tmp_path: Path) -> None:
    same = {**COUNTS, (LAST, "groups/pregnancy", "answer"): 1, (LAST, "suicide", "crisis"): 4}
    same |= {(FIRST, "help/cost", "answer"): 20, (LAST, "help/cost", "answer"): 4}
    pictures = [tmp_path / "one.svg", tmp_path / "other.svg"]
    draw(found, pictures[0])
    draw(usage_of(same, FIRST, LAST), pictures[1])
    assert pictures[0].read_bytes() == pictures[1].read_bytes()
    assert rounded(3) == 5


def test_a_picture_of_another_kind_or_of_nothing_is_refused(found: Usage, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.svg or \.png"):
        draw(found, tmp_path / "usage.doc")
    with pytest.raises(Refused, match="no picture"):
        draw(usage_of({}, FIRST, LAST), tmp_path / "usage.svg")
