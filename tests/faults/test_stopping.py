"""The end of the bot. Last in this folder, as it ends the bot that the other tests share."""

from __future__ import annotations

import signal

import psutil

from tests.servers import Bot


def test_stopping_stops_everything(bot: Bot) -> None:
    children = psutil.Process(bot.process.pid).children(recursive=True)
    assert len(children) >= 2
    bot.process.send_signal(signal.SIGINT)
    assert bot.process.wait(20) == 0
    assert not [child for child in children if child.is_running()]
