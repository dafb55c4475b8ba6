"""The gateway as a Starlette application: `uvicorn --factory bot.web.app:create_app`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.settings import Settings
from bot.web.gateway import HERE, Gateway
from bot.web.headers import LastResort, SafeHeaders
from bot.web.pages import PAGES
from bot.web.rasa_client import Post


def create_app(settings: Settings | None = None, ask_rasa: Post | None = None) -> Starlette:
    """Return the gateway for `settings` (default: the environment's), ready to serve.

    `ask_rasa` replaces the network to Rasa in tests. `app.state.gateway` holds its parts.
    """
    gateway = Gateway(settings or Settings.from_env(), ask_rasa)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        gateway.published.start()
        gateway.crisis.start()
        yield
        gateway.crisis.stop()
        gateway.published.stop()
        await gateway.rasa.close()

    app = Starlette(
        routes=_routes(gateway),
        middleware=_middleware(gateway),
        exception_handlers={HTTPException: gateway.http_error},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.gateway = gateway
    return app


def _routes(gateway: Gateway) -> list[BaseRoute]:
    return [
        Route("/api/sessions", gateway.session, methods=["POST", "DELETE"]),
        Route("/api/messages", gateway.message, methods=["POST"]),
        Route("/api/crisis-lines", gateway.crisis_lines),
        Route("/api/widget", gateway.widget),
        Route("/api/feedback", gateway.feedback, methods=["POST"]),
        Route("/healthz", gateway.health),
        Route("/openapi.json", _openapi),
        Route("/", gateway.page, methods=["GET", "POST"]),
        *(Route(f"/{name}", gateway.text_page) for name in PAGES),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _middleware(gateway: Gateway) -> list[Middleware]:
    return [
        Middleware(SafeHeaders, gateway.settings.cors_origins),
        Middleware(
            CORSMiddleware,
            allow_origins=gateway.settings.cors_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", "X-Session-Token"],
            expose_headers=["Retry-After"],
        ),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        Middleware(LastResort, gateway.last_resort),
    ]


async def _openapi(request: Request) -> Response:
    return FileResponse(HERE / "openapi.json", media_type="application/json")
