from __future__ import annotations

import re
import stat
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()


def test_a_number_that_is_none_is_named_with_its_cure() -> None:
    with pytest.raises(SettingsError, match=r"PORT='eighty' is not a whole number: mend it"):
        Settings.from_env({"PORT": "eighty"})


@pytest.mark.parametrize("origin", ["*", "example.org", "https://example.org/chat"])
def test_an_origin_that_is_not_exact_is_refused(origin: str) -> None:
    with pytest.raises(SettingsError, match="not an exact origin"):
        Settings.from_env({"CORS_ORIGINS": origin})


def test_settings_survive_the_way_through_the_environment_of_a_child() -> None:
    given = Settings(port=9, cors_origins=("https://a.example", "https://b.example"))
    assert Settings.from_env(given.environment()) == given


def test_the_machines_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)
    assert settings.signing_key() == settings.signing_key()
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_env_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#?\s?([A-Z_]+)=", Path(".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(field.name.upper() for field in fields(Settings))


def test_env_example_shows_the_defaults() -> None:
    lines = re.findall(r"^#\s?([A-Z_]+)=(.*)$", Path(".env.example").read_text(), re.MULTILINE)
    assert Settings.from_env({name: value for name, value in lines if value}) == Settings()
