"""What the learned detector is shown of a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety.views import Views


@pytest.fixture(scope="module")
def views() -> Views:
    return Views.from_directory(Path("data"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("I keep thinking about sui-cide.", "i keep thinking about suicide"),
        ("thinking of su!cide again", "thinking of suicide again"),
        ("want2die so bad", "want to die so bad"),
        ("kms tonight", "kill myself tonight"),
        ("me quiero su1cidar", "me quiero suicidar"),
        ("Qué le pasó a mi primo", "qué le pasó a mi primo"),
        ("is the clinic open", "is the clinic open"),
        ("...", ""),
    ],
)
def test_shorthand_and_dangerous_words_are_written_out(
    views: Views, typed: str, shown: str
) -> None:
    assert views.whole(typed) == shown


def test_a_long_message_is_shown_in_threes_too(views: Views) -> None:
    shown = views.of("One. Two here. Three here. Four here.")
    assert shown == [
        "one. two here. three here. four here",
        "one. two here. three here",
        "two here. three here. four here",
    ]
