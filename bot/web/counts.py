"""How often each topic had each outcome today: numbers only, written beside the turns."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from bot import store

# A topic that the database could not take for long: memory stays small, old counts are dropped.
MOST_KINDS = 10_000


class Counts:
    """Collects outcomes in memory; whoever has a database session writes them down."""

    def __init__(self) -> None:
        """Start at zero."""
        self._lock = threading.Lock()
        self._counts: Counter[tuple[date, str, str]] = Counter()

    def add(self, topic: str | None, outcome: str) -> None:
        """Count one turn about `topic` that ended as `outcome`, the kind of its first message.

        `topic` is None if none was understood, and the category in a crisis.
        """
        with self._lock:
            if len(self._counts) < MOST_KINDS:
                self._counts[date.today(), topic or "", outcome] += 1

    def write(self, db: Session) -> None:
        """Add everything counted so far to the database; keep it if that fails."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        try:
            store.add_counts(db, taken)
            db.flush()
        except Exception:
            with self._lock:
                self._counts += taken
            raise
