"""A thread beside the turns: shows what staff publish or switch, and writes down counts."""

from __future__ import annotations

import logging
import threading
import time
from datetime import date

from sqlalchemy.orm import Session

from bot import store
from bot.web.counts import Counts
from bot.web.messages import LANGUAGES
from bot.web.referrals import Referrals

EVERY_S = 2.0
LATE_S = 10.0
LAST_S = 2.0
FIRST_S = 2.0  # a start waits this long to learn whether the chat is turned off
OFF, UNKNOWN = "utter_off", "utter_unavailable"

_log = logging.getLogger(__name__)


class Published:
    """Keeps `referrals` as published. No turn ever waits for it or for the database."""

    def __init__(self, referrals: Referrals, counts: Counts, database_url: str) -> None:
        """Read nothing yet."""
        self._referrals = referrals
        self._counts = counts
        self._database_url = database_url
        self.topics: frozenset[str] = frozenset()
        self.number = 0
        self.is_off = False
        self._known_at: float | None = None
        self._first = threading.Event()
        self._read_at: float | None = None
        self._failure = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="published", daemon=True)

    @property
    def is_current(self) -> bool:
        """Tell whether the database did its work lately."""
        return self._read_at is not None and time.monotonic() - self._read_at < LATE_S

    @property
    def stopped(self) -> str:
        """Return the text to say instead of any answer, "" while the chat is on.

        A switch that could not be read for `LATE_S` may be off: then people are referred, too.
        """
        if self.is_off:
            return OFF
        is_known = self._known_at is not None and time.monotonic() - self._known_at < LATE_S
        return "" if is_known else UNKNOWN

    def start(self) -> None:
        """Begin to look, now and every `EVERY_S` seconds; wait a little for the first look."""
        self._thread.start()
        self._first.wait(FIRST_S)

    def stop(self) -> None:
        """Look no more, after a last time, for which it waits a little."""
        self._stop.set()
        self._thread.join(LAST_S)

    def refresh(self) -> None:
        """Look once; on failure keep what is shown, and log the kind of failure once."""
        try:
            with store.session(self._database_url) as db:
                self.is_off = store.is_off(db)
                self._known_at = time.monotonic()
                self._read(db)
                self._counts.write(db)
            self._read_at, self._failure = time.monotonic(), ""
        except Exception as error:  # whatever it is, the lines in memory stay
            failure = type(error).__name__
            if failure != self._failure:
                _log.error("the database fails: %s", failure)
            self._read_at, self._failure = None, failure

    def _read(self, db: Session) -> None:
        number = store.publish_id(db)
        if number == self.number:
            return
        starters = {language: store.starters(db, language, date.today()) for language in LANGUAGES}
        self._referrals.publish(store.current_lines(db), store.current_texts(db), starters)
        self.topics = store.topics(db)
        self.number = number

    def _run(self) -> None:
        self.refresh()
        self._first.set()
        while not self._stop.wait(EVERY_S):
            self.refresh()
        self.refresh()  # the last counts
