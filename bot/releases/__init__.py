"""The models that people talk to: put on the air, swapped while the bot runs, rolled back."""

from __future__ import annotations

from bot.releases.record import Record, Release, ReleaseError, model_on_air, read_record
from bot.releases.release import (
    Outcome,
    first_release,
    model_changed,
    needs_first_release,
    release_model,
    roll_back_model,
)

__all__ = [
    "Outcome",
    "Record",
    "Release",
    "ReleaseError",
    "first_release",
    "model_changed",
    "model_on_air",
    "needs_first_release",
    "read_record",
    "release_model",
    "roll_back_model",
]
