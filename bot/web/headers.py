"""What stands around every response: safe headers, and a kind reply when all else failed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.replies import Reply

SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_log = logging.getLogger(__name__)


class SafeHeaders:
    """Adds `SAFE_HEADERS` to every response; what is not a static file is never stored."""

    def __init__(self, app: ASGIApp, framed_by: tuple[str, ...] = ()) -> None:
        """Wrap `app`; the sites `framed_by` may show its pages in a frame, others may not."""
        self._app = app
        self._headers = dict(SAFE_HEADERS)
        if framed_by:
            del self._headers["X-Frame-Options"]  # it cannot name sites
            policy = self._headers["Content-Security-Policy"]
            self._headers["Content-Security-Policy"] = policy.replace(
                "frame-ancestors 'none'", f"frame-ancestors {' '.join(framed_by)}"
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its response."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                is_file = scope["path"].startswith("/static/") and message["status"] < 400
                if is_file:  # the widget, also for sites that isolate themselves
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
                headers["Cache-Control"] = "no-cache" if is_file else "no-store"
            await send(message)

        await self._app(scope, receive, send_safely)


class LastResort:
    """Answers when the code below raised: a reply made at start, which nothing can break."""

    def __init__(self, app: ASGIApp, reply_in: Callable[[str], Reply]) -> None:
        """Wrap `app`; `reply_in` returns the reply in the language of an Accept-Language."""
        self._app = app
        self._reply_in = reply_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; turn whatever is raised into the prepared reply."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except ClientDisconnect:
            pass
        except Exception as error:
            _log.error("request failed: %s at %s", type(error).__name__, _place(error))
            if scope["type"] == "http" and not begun:
                wanted = Headers(scope=scope).get("accept-language", "")
                await self._reply_in(wanted).response()(scope, receive, send)


def _place(error: Exception) -> str:
    """Return file and line only: the message of an error can quote what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
