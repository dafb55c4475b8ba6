"""The reviewed words the gateway can say by itself, in memory: no fault elsewhere removes them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import safety
from bot.content.files import Problems
from bot.content.texts import load_texts
from bot.web.messages import LANGUAGES, Kind, Line, Message

PEOPLE = safety.Crisis(safety.HELPLINES, (), ())  # the calm card: people to talk to, no alarm
SAID_BY_GATEWAY = (
    "utter_disclosure",
    "utter_consent",
    "utter_welcome",
    "utter_unavailable",
    "utter_too_long",
    "utter_rate_limited",
    "utter_empty",
    "utter_old_button",
    "utter_session_expired",
    "utter_bad_request",
    "utter_not_found",
    "utter_safe_now",
    "utter_safe_yes",
    "utter_button_safe",
    "utter_button_not_safe",
    "utter_button_unsure",
    "utter_soft_referral",
    "utter_other_country",
    "utter_banner",
    "utter_off",
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Locale:
    """In which language, and with the lines of which country, a person is answered."""

    language: str
    country: str


class Referrals:
    """Crisis cards, crisis lines and connective texts, read from the files at start.

    `lines` and `texts` are replaced whole when staff publish, so a reader never sees half.
    """

    def __init__(self, data_dir: Path) -> None:
        """Read the files and prove that every card can be shown.

        Raises `safety.CrisisDataError` for crisis files, `KeyError` for a missing text.
        """
        self.cards = safety.load_cards(data_dir)
        self.lines = self._file_lines = safety.load_lines(data_dir)
        self.texts = self._file_texts = _load_texts(data_dir)
        self.starters: dict[str, dict[str, str]] = {}
        self._prove()

    def card(self, crisis: safety.Crisis, locale: Locale, times_before: int = 0) -> Message:
        """Return the crisis card for `crisis`, with lines to reach a person.

        Shown again in a conversation it says something else, and everything that is needed.
        """
        referral = self._referral(crisis, locale, times_before)
        card = Message.parse_obj(safety.referral_message(referral, locale.language))
        return card.copy(update={"kind": "notice"}) if crisis is PEOPLE else card

    def helplines(self, locale: Locale) -> list[Line]:
        """Return the calm set of lines, for whenever the bot has no answer."""
        return self.card(PEOPLE, locale).lines

    def notice(self, key: str, locale: Locale, kind: Kind = "notice") -> Message:
        """Return the connective text `key`, with the calm set of lines under it."""
        text = self.text(key, locale.language)
        return Message(text=text, kind=kind, lines=self.helplines(locale))

    def text(self, key: str, language: str) -> str:
        """Return the connective text `key`, as published, else as in the files."""
        return self.texts.get((key, language)) or self._file_texts[key, language]

    def publish(
        self,
        lines: dict[str, safety.CrisisLine],
        texts: dict[tuple[str, str], str],
        starters: dict[str, dict[str, str]],
    ) -> None:
        """Show what staff published; `starters` are {language: {topic: title}}."""
        self.lines = lines
        self.texts = texts
        self.starters = starters

    def _referral(self, crisis: safety.Crisis, locale: Locale, times: int) -> safety.Referral:
        def with_lines(lines: dict[str, safety.CrisisLine]) -> safety.Referral:
            language, country = locale.language, locale.country
            return safety.referral(crisis, language, country, self.cards, lines, times)

        referral = with_lines(self.lines)
        # Published lines that leave a card empty are a mistake; those of the files still help.
        return referral if referral.lines else with_lines(self._file_lines)

    def _prove(self) -> None:
        for category, language in self.cards:
            crisis = safety.Crisis(category, (), ())
            self.card(crisis, Locale(language, "US"))
            self.card(crisis, Locale(language, ""))
        for key in SAID_BY_GATEWAY:
            for language in LANGUAGES:
                self.text(key, language)


def _load_texts(data_dir: Path) -> Mapping[tuple[str, str], str]:
    problems = Problems()
    texts = load_texts(data_dir / "responses", problems)
    for problem in problems.found:  # `check` refuses these; a restart at night must not
        _log.warning("%s", problem)
    return texts
