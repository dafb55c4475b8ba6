"""Commands that put models on the air, take them back, and show what is not published yet."""

from __future__ import annotations

import argparse

from bot.commands.registry import command
from bot.commands.serving import say
from bot.settings import Settings


@command()
def release_model(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train on data/ if need be, measure, and swap the model of the running bot."""
    from bot import content, releases

    content.load(settings.data_dir)
    releases.release_model(settings, say, again=True)
    return 0


@command()
def rollback_model(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put the model before the present one back on the air, in seconds."""
    from bot import releases

    release = releases.roll_back_model(settings, say)
    print(f"It was trained by {release.who} for {release.at}.")
    return 0


@command()
def releases(settings: Settings, arguments: argparse.Namespace) -> int:
    """List the models that are kept: which is on the air, since when, how well each does."""
    from bot.releases import read_record

    record = read_record(settings)
    for release in reversed(record.releases):
        mark = "on the air" if release.number == record.on_air else ""
        mark = "rolled back" if release in record.undone() else mark
        print(f"{release.number:4}  {release.at}  {release.who}  {release.topics}  {mark}".rstrip())
        for name, (hits, cases) in release.scores.items():
            print(f"        {name}: {100 * hits / max(cases, 1):.1f} % of {cases}")
    return 0


@command()
def preview(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show the chat page on data/ as it is now, published or not; Ctrl-C ends it."""
    from bot import preview

    return preview.run(settings, say)
