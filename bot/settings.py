"""The settings of every process, read once from the environment and `.env`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values


class SettingsError(ValueError):
    """A setting cannot be used; the message names it, its value and the cure."""


@dataclass(frozen=True)
class Settings:
    """What a deployer can change, one environment variable a field, in capitals.

    Times end in `_s` (seconds), sizes in `_chars` or `_bytes`. An empty `actions_url` runs the
    actions inside Rasa's process; an empty `redis_url` keeps conversations in memory.
    With `require_approval` nothing is published that nobody but its author has read.
    `preview`, when not empty, marks every page as one of content that is not published.
    `support_desk` is shown to people who ask for a person: a phone number, address or hours.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = ""
    database_url: str = "sqlite:///var/bot.sqlite3"
    redis_url: str = ""
    secret_key: str = ""
    cors_origins: tuple[str, ...] = ()
    country: str = "US"
    deadline_s: float = 4.0
    max_text_chars: int = 1000
    max_body_bytes: int = 16384
    session_idle_s: int = 1800
    max_sessions: int = 10000
    rate_session_per_min: int = 30
    rate_global_per_min: int = 3000
    data_dir: Path = Path("data")
    var_dir: Path = Path("var")
    support_desk: str = ""
    require_approval: bool = False
    log_level: str = "WARNING"
    preview: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from `env`, else from `.env` overridden by the environment.

        Raises `SettingsError` for a value that cannot be converted.
        """
        if env is None:
            env = {**{k: v or "" for k, v in dotenv_values(".env").items()}, **os.environ}
        given = {f.name: env[f.name.upper()] for f in fields(cls) if env.get(f.name.upper())}
        return cls(**{name: _convert(name, value) for name, value in given.items()})

    def environment(self) -> dict[str, str]:
        """Return these settings as environment variables, for the processes we start."""
        return {f.name.upper(): _written(getattr(self, f.name)) for f in fields(self)}

    def signing_key(self) -> str:
        """Return `secret_key`, or the key made once for this machine in `var_dir`."""
        return self.secret_key or _machine_key(self.var_dir / "secret_key")


def _convert(name: str, value: str) -> Any:
    if name == "cors_origins":
        return _origins(value)
    default = getattr(Settings, name)
    if isinstance(default, bool):
        return _yes_or_no(name, value)
    try:
        return type(default)(value)
    except ValueError:
        kind = "a whole number" if isinstance(default, int) else "a number"
        raise SettingsError(
            f"{name.upper()}={value!r} is not {kind}: "
            f"mend it in .env or the environment (default {_written(default)})"
        ) from None


def _yes_or_no(name: str, value: str) -> bool:
    known = {"yes": True, "true": True, "on": True, "1": True}
    known |= {"no": False, "false": False, "off": False, "0": False}
    if value.strip().casefold() not in known:
        raise SettingsError(
            f"{name.upper()}={value!r} is neither yes nor no: mend it in .env or the environment"
        )
    return known[value.strip().casefold()]


def _origins(value: str) -> tuple[str, ...]:
    origins = tuple(part.strip() for part in value.split(",") if part.strip())
    for origin in origins:
        if "*" in origin or "://" not in origin or origin.count("/") != 2:
            raise SettingsError(
                f"CORS_ORIGINS: {origin!r} is not an exact origin: write each as "
                "https://www.example.org, with no path and no *, separated by commas"
            )
    return origins


def _written(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _machine_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii")
