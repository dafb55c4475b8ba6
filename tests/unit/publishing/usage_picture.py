"""Draw docs/screenshots/usage.svg from made-up counts, when run as a module."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from bot.publishing.picture import draw
from bot.publishing.usage import Usage, usage_of

FIRST, DAYS = date(2026, 10, 1), 30
ASKED = {
    "recovery/cravings": 9,
    "family/help": 7,
    "opioids/withdrawal": 6,
    "treatment/buprenorphine": 5,
    "help/cost": 4,
    "harm_reduction/naloxone": 3,
    "help/start": 3,
    "treatment/methadone": 2,
    "conditions/anxiety": 1,
}
RARE = {"groups/pregnancy": 3, "groups/veterans": 2}  # in the whole month


def made_up() -> Usage:
    """Return counts that nobody made: a rhythm of weeks, and some of each outcome."""
    counts = {}
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        factor = 1 + (day.weekday() >= 5) + number % 3
        for topic, often in ASKED.items():
            counts[day, topic, "answer"] = often * factor // 2
        counts[day, "", "choice"] = 2 * factor
        counts[day, "", "fallback"] = 3 * factor
        counts[day, "suicide", "crisis"] = number % 4
        counts[day, "overdose", "crisis"] = int(number % 9 == 0)
    counts |= {(FIRST, topic, "answer"): often for topic, often in RARE.items()}
    return usage_of(counts, FIRST, FIRST + timedelta(days=DAYS - 1))


if __name__ == "__main__":
    draw(made_up(), Path("docs/screenshots/usage.svg"), "Made-up counts: nobody asked any of this.")
