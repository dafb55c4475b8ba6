"""The crisis categories, in the order in which they lead when several apply."""

from __future__ import annotations

CATEGORIES = (
    "overdose",
    "suicide",
    "self_harm",
    "withdrawal_emergency",
    "violence",
    "child_risk",
    "psychosis",
    "harm_others",
)
HELPLINES = "helplines"  # not a crisis: the calm set of lines under fallbacks and refusals
