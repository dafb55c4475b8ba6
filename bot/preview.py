"""The chat page on content that is not published, beside the live one and apart from it."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import content, store
from bot.releases import first_release
from bot.releases.background import Say
from bot.settings import Settings
from bot.supervisor import Supervisor


def run(settings: Settings, say: Say) -> int:
    """Serve the chat page on `settings.data_dir` until Ctrl-C; train first if need be.

    Raises `ContentError` when data/ cannot be shown.
    """
    started = time.monotonic()
    say("Checking the content …")
    checked = content.load(settings.data_dir)
    with TemporaryDirectory(prefix="bot-preview-") as folder:
        apart = preview_settings(settings, Path(folder))
        store.migrate(apart.database_url)
        with store.session(apart.database_url) as db:
            store.publish(db, checked, "preview", "")
        first_release(apart, "preview", say)
        say("Starting …")

        def ready() -> None:
            say(f"Ready in {time.monotonic() - started:.0f} s.")
            say(f"PREVIEW of {settings.data_dir}/: http://{apart.host}:{apart.port}/")
            say("Only this machine can open it. Ctrl-C ends it and forgets all that was said.")

        Supervisor(apart).run(ready)
        store.engine(apart.database_url).dispose()
    say("The preview has ended; nothing was published.")
    return 0


def preview_settings(settings: Settings, folder: Path) -> Settings:
    """Return settings that share only data/ with the live bot: everything else is in `folder`."""
    port = _free_port(settings.port + 1)
    return replace(
        settings,
        host="127.0.0.1",
        port=port,
        rasa_url=f"http://127.0.0.1:{_free_port(0, port)}",
        database_url=f"sqlite:///{folder}/preview.sqlite3",
        var_dir=folder / "var",
        redis_url="",
        actions_url="",
        secret_key="",
        cors_origins=(),
        preview="yes",
    )


def _free_port(wanted: int, but: int = 0) -> int:
    """Return `wanted` if nothing listens there, else any free port other than `but`."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted if wanted < 65536 else 0))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    return found if found != but else _free_port(0, but)
