"""Our actions for an action server of a test: they raise or hang while the file SWITCH says so."""

from __future__ import annotations

import importlib
import os
import pkgutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa_sdk import Action

import actions

SWITCH = Path(os.environ["SWITCH"])


def failing(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return `run`, as the switch has it: "raise", "hang" or anything else."""

    def run_or_fail(self: Action, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        while SWITCH.read_text() == "hang":
            time.sleep(0.05)  # like a lock that is never released: it stops the whole server
        if SWITCH.read_text() == "raise":
            raise RuntimeError("raised by a test")
        return run(self, dispatcher, tracker, domain)

    return run_or_fail


for module in pkgutil.iter_modules(actions.__path__):
    importlib.import_module(f"actions.{module.name}")
for action in Action.__subclasses__():
    if action.__module__.startswith("actions."):
        action.run = failing(action.run)
