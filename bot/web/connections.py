"""Connections on which nobody says anything make room for people who do."""

from __future__ import annotations

import asyncio
import resource
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

RESERVED = 64  # files for Rasa's connections (32), the database and the program itself


class MakesRoom(HttpToolsProtocol):
    """A connection; when there are too many, the one that has been silent longest is closed.

    uvicorn lets a connection wait for ever for its first request. Whoever holds as many as the
    process may have files would keep everybody else from the crisis card.
    """

    silent: ClassVar[dict[MakesRoom, None]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, if need be in place of another."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self.silent[self] = None
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - RESERVED
        if len(self.connections) > most:
            next(iter(self.silent)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.silent.pop(self, None)
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Begin a turn, which nothing may cut short."""
        self.silent.pop(self, None)
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """End a turn: the connection is silent again."""
        self.silent[self] = None
        super().on_response_complete()
