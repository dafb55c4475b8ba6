"""How a function becomes a command of `python -m bot`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from bot.settings import Settings

Command = Callable[[Settings, argparse.Namespace], int]
COMMANDS: dict[str, Command] = {}
ARGUMENTS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {}


def command(*arguments: tuple[str, dict[str, Any]]) -> Callable[[Command], Command]:
    """Make a function a command named like it, with - for _; its docstring is its help.

    An argument is a name and what `argparse` wants to know of it, as `argument` makes it.
    """

    def registered(function: Command) -> Command:
        name = function.__name__.rstrip("_").replace("_", "-")
        COMMANDS[name], ARGUMENTS[name] = function, arguments
        return function

    return registered


def argument(name: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """Return an argument of a command: `argument("topic", help="area/topic")`."""
    return name, more


def parser(description: str) -> argparse.ArgumentParser:
    """Return the parser with one sub-command a registered function."""
    made = argparse.ArgumentParser(prog="python -m bot", description=description)
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        sub = subparsers.add_parser(name, help=function.__doc__, description=function.__doc__)
        for argument_name, more in ARGUMENTS[name]:
            sub.add_argument(argument_name, **more)
    return made
