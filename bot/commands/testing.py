"""Commands for testers: run conversation tests, record them, see what is not tested."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.commands.registry import argument, command
from bot.settings import Settings


@command(
    argument("what", nargs="*", help="files, folders, topics, areas or crisis categories"),
    argument("--url", default="", help="the address of a bot that runs, instead of our own"),
    argument("--per-minute", type=int, default=0, help="with --url: messages a minute"),
    argument("--html", metavar="FILE", help="write a report that people can read"),
)
def test(settings: Settings, arguments: argparse.Namespace) -> int:
    """Run conversation tests; exit code 1 when one fails."""
    from bot import conversations
    from bot.conversations import report, terminal
    from bot.conversations.runner import PER_MINUTE

    paths, topics = conversations.chosen(arguments.what, settings.data_dir)
    progress = terminal.Progress()
    result = conversations.run(
        settings,
        topics,
        paths,
        arguments.url.rstrip("/"),
        arguments.per_minute or PER_MINUTE,
        tell=lambda words: print(words, flush=True),
        watch=progress.saw,
    )
    progress.end()
    for line in terminal.lines(result):
        print(line)
    if arguments.html:
        Path(arguments.html).write_text(report.page(result), encoding="utf-8")
        print(f"The report: {arguments.html}")
    if not result.outcomes:
        print("No conversation is about that: python -m bot coverage lists what is missing.")
    return 0 if result.ok and result.outcomes else 1


@command(argument("--missing", action="store_true", help="only what is not tested yet"))
def coverage(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show which topics and crises are tested in which situations, and which are not."""
    from bot import conversations
    from bot.conversations.coverage import coverage_lines

    known = conversations.known_content(settings.data_dir)
    found = conversations.load([conversations.FOLDER], known)
    for line in coverage_lines(found, known, settings.data_dir, arguments.missing):
        print(line)
    return 0


@command(
    argument("source", help="the address of a bot to chat with, or a saved copy of a chat"),
    argument("--out", help="the test file to write; by default beside the other tests"),
    argument("--page", choices=("en", "es"), default="en", help="the language of the chat page"),
)
def record(settings: Settings, arguments: argparse.Namespace) -> int:
    """Turn a chat into a test file: one held here with the bot at an address, or a saved copy."""
    from bot import conversations
    from bot.conversations import recorder

    known = conversations.known_content(settings.data_dir)
    source = Path(arguments.source)
    if source.is_file():
        chat = recorder.saved_chat(source, known, settings.data_dir)
    else:
        chat = recorder.live_chat(arguments.source, known, arguments.page, sys.stdin)
    if not chat:
        print("Nothing was said, so nothing is written.", file=sys.stderr)
        return 1
    out = recorder.write(chat, arguments.out, settings.data_dir, arguments.page)
    print(f"Written: {out}")
    print("Read it once: are all names and numbers masked, and does it expect what is right?")
    print(f"Then run it: python -m bot test {out}")
    return 0
