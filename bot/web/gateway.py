"""The gateway's parts, put together, and one method for each address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot import safety
from bot.releases.detector import DetectorOnAir
from bot.settings import Settings
from bot.web.aftercare import Aftercare
from bot.web.asked import read_message, read_new_session
from bot.web.chat import Chat
from bot.web.counts import Counts
from bot.web.feedback import Feedback
from bot.web.health import Health
from bot.web.limits import Limits
from bot.web.messages import LANGUAGES, Button, Message, language_of
from bot.web.page import Page
from bot.web.pages import Pages
from bot.web.plain import Plain
from bot.web.published import OFF, Published
from bot.web.rasa_client import Post, RasaClient
from bot.web.referrals import PEOPLE, Locale, Referrals
from bot.web.refusals import BY_STATUS
from bot.web.replies import Reply
from bot.web.sessions import Session, Sessions

HERE = Path(__file__).parent
TOKEN = "x-session-token"


class Gateway:
    """Everything that runs, built once from the settings."""

    def __init__(self, settings: Settings, ask_rasa: Post | None = None) -> None:
        """Read the files; open no connection. `ask_rasa` replaces Rasa's network in tests.

        Raises `safety.CrisisDataError` or `KeyError` when crisis files or texts are unusable.
        """
        self.settings = settings
        self.referrals = Referrals(settings.data_dir)
        self.rasa = RasaClient(settings.rasa_url, settings.deadline_s, ask_rasa)
        counts = Counts()
        self.published = Published(self.referrals, counts, settings.database_url)
        self.sessions = Sessions(
            settings.signing_key(), settings.max_sessions, settings.session_idle_s
        )
        self._limits = Limits(settings)
        self.crisis = DetectorOnAir(settings)
        self.chat = Chat(
            self.crisis.detector,
            safety.Whereabouts(settings.data_dir),
            Aftercare(self.referrals, safety.SafeNow(settings.data_dir)),
            self.referrals,
            self.sessions,
            self._limits,
            self.rasa,
            counts,
            settings.deadline_s,
            settings.max_text_chars,
            lambda: self.published.stopped,
        )
        self._health = Health(self.rasa, self.chat.detector, self.referrals, self.published)
        self._page = Page(self.referrals, bool(settings.preview))
        self._pages = Pages(self._page)
        self._feedback = Feedback(self.sessions, self._limits, counts, self.published)
        self._plain = Plain(
            self.chat, self._limits, self._feedback, self._page, settings.max_body_bytes
        )
        self._last_resort = {
            language: self.chat.refusal("internal", Locale(language, settings.country))
            for language in LANGUAGES
        }

    async def session(self, request: Request) -> Response:
        """POST /api/sessions begins a conversation, DELETE ends it."""
        handler = self._open if request.method == "POST" else self._close
        return await handler(request)

    async def message(self, request: Request) -> Response:
        """POST /api/messages: one turn."""
        asked = await read_message(request, self.settings.max_body_bytes)
        token = request.headers.get(TOKEN, "")
        return (await self.chat.turn(asked, token, self._locale(request))).response()

    async def health(self, request: Request) -> Response:
        """GET /healthz: 200 only if the bot understands, refers and reads its database."""
        report = await self._health.report()
        return JSONResponse(report, 200 if report["ok"] else 503)

    async def crisis_lines(self, request: Request) -> Response:
        """GET /api/crisis-lines: the calm set of lines of a country."""
        locale = self._locale(request)
        card = self.referrals.card(PEOPLE, locale)
        shown = card.dict(include={"title", "text", "lines"})
        return JSONResponse({"country": locale.country, "language": locale.language, **shown})

    async def widget(self, request: Request) -> Response:
        """GET /api/widget: words and lines for before the first message."""
        return JSONResponse(self._page.opening(self._locale(request)))

    async def feedback(self, request: Request) -> Response:
        """POST /api/feedback: one yes or no to an answer, counted."""
        token = request.headers.get(TOKEN, "")
        code = await self._feedback.take(request, token, self.settings.max_body_bytes)
        if code:
            return self.chat.refusal(code, self._locale(request)).response()
        return JSONResponse({"counted": True})

    async def page(self, request: Request) -> Response:
        """GET /: the chat page, whole and useful without any script; POST: one turn of it."""
        locale = self._locale(request)
        if request.method == "POST":
            return await self._plain.turn(request, locale)
        shows = self._page.off if self.published.is_off else self._page.chat
        return HTMLResponse(shows(locale))

    async def text_page(self, request: Request) -> Response:
        """GET /privacy, /protocol, /about: what this is, and what it does with what you write."""
        name = request.url.path.strip("/")
        return HTMLResponse(self._pages.html(name, self._locale(request)))

    async def http_error(self, request: Request, error: Exception) -> Response:
        """Answer what the router refuses with words and lines."""
        assert isinstance(error, HTTPException)
        code = BY_STATUS.get(error.status_code, "bad_message")
        if error.status_code == 404 and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(self._pages.not_found(self._locale(request)), 404)
        return self.chat.refusal(code, self._locale(request)).response(dict(error.headers or {}))

    def last_resort(self, accept_language: str) -> Reply:
        """Return the reply for when everything else failed, made at start."""
        return self._last_resort[language_of(accept_language)]

    async def _open(self, request: Request) -> Response:
        default = self._locale(request)
        fault, language, country = await read_new_session(request, self.settings.max_body_bytes)
        locale = Locale(language_of(language, default.language), self._country(country))
        if fault:
            return self.chat.refusal(fault, locale).response()
        if not await self._limits.allow_session():
            return self.chat.refusal("too_many_requests", locale).response()
        token, session = self.sessions.create(locale.language, locale.country)
        return JSONResponse(self._opening(token, session), 201)

    async def _close(self, request: Request) -> Response:
        id = self.sessions.id_in(request.headers.get(TOKEN, ""))
        if id is None:
            return self.chat.refusal("no_session", self._locale(request)).response()
        return JSONResponse({"deleted": await self.chat.forget(id)})

    def _opening(self, token: str, session: Session) -> dict[str, Any]:
        return {
            "token": token,
            "language": session.language,
            "country": session.country,
            "disclosure": self.referrals.text("utter_disclosure", session.language),
            "messages": [self._welcome(session).dict()],
        }

    def _welcome(self, session: Session) -> Message:
        if self.published.is_off:
            return self.referrals.notice(OFF, Locale(session.language, session.country))
        welcome = Message(text=self.referrals.text("utter_welcome", session.language))
        welcome.buttons = [
            Button(title=title, id=session.issue(f"/ask{json.dumps({'topic': topic})}"))
            for topic, title in self.referrals.starters.get(session.language, {}).items()
        ]
        return welcome

    def _locale(self, request: Request) -> Locale:
        accepted = language_of(request.headers.get("accept-language"))
        language = language_of(request.query_params.get("language"), accepted)
        return Locale(language, self._country(request.query_params.get("country")))

    def _country(self, wanted: str | None) -> str:
        """Return a country code; "" (any country) for what is none: never guess a number."""
        if not wanted:
            return self.settings.country
        return wanted.upper() if re.fullmatch("[A-Za-z]{2}", wanted) else ""
