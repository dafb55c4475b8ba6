"""What is baked into the widget at its build: `python -m bot.web.baked > widget/baked.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.web import words as labels
from bot.web.line_links import bar
from bot.web.messages import LANGUAGES
from bot.web.referrals import PEOPLE, Locale, Referrals


def baked(data_dir: Path) -> dict[str, Any]:
    """Return {bar: {country: [[address, number]]}, words: {language: {name: label}}}.

    The numbers need no server: they stand in the widget until fresher ones come.
    """
    referrals = Referrals(data_dir)
    words = {language: labels.words(language, "baked") for language in LANGUAGES}
    countries = referrals.cards[PEOPLE.category, "en"].lines
    return {
        "bar": {
            country: [
                [link.href, link.label]
                for link in bar(referrals.helplines(Locale("en", country)), words["en"])
            ]
            for country in countries
        },
        "words": words,
    }


if __name__ == "__main__":
    print(json.dumps(baked(Path("data")), ensure_ascii=False, indent=1))
