"""Commands that look at the content and change nothing."""

from __future__ import annotations

import argparse
from datetime import date

from bot.commands.registry import command
from bot.settings import Settings


@command()
def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check every file under data/; say file, line, entry and cure for each problem."""
    from bot import content

    checked = content.load(settings.data_dir)
    print(f"{len(checked.topics)} topics, {len(checked.examples)} examples: no problems.")
    return 0


@command()
def report(settings: Settings, arguments: argparse.Namespace) -> int:
    """List every answer by what to mend first: wording, review, length, reading level."""
    from bot.content.report import report_lines

    for line in report_lines(settings.data_dir, date.today()):
        print(line)
    return 0
