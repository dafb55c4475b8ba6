"""The import rules: they go down only, and safety never loads Rasa."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

LEVELS = {
    "bot.models": 1,
    "bot.linear": 1,
    "bot.settings": 1,
    "bot.logs": 1,
    "bot.digest": 1,
    "bot.encoder": 2,
    "bot.safety": 2,
    "bot.content": 2,
    "bot.language": 2,
    "bot.store": 2,
    "bot.migrations": 2,
    "bot.crisis": 3,
    "bot.training": 4,
    "bot.explain": 4,
    "bot.placement": 4,
    "bot.conversations": 4,
    "bot.tuning": 3,
    "bot.publishing": 4,
    "bot.releases": 4,
    "bot.supervisor": 4,
    "bot.preview": 5,
    "bot.understanding": 4,
    "bot.dialogue": 4,
    "bot.web": 4,
    "bot.commands": 5,
    "bot.__main__": 5,
    "actions": 4,
}
MAY_IMPORT_RASA = ("bot.understanding", "bot.dialogue")
MAY_IMPORT_RASA_SDK = ("actions", "bot.dialogue.actions_in_process")


def modules() -> dict[str, Path]:
    files = [*Path("bot").rglob("*.py"), *Path("actions").rglob("*.py")]
    return {".".join(f.with_suffix("").parts).removesuffix(".__init__"): f for f in files}


def imports(path: Path) -> set[str]:
    """Return what `path` imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def part(module: str) -> str | None:
    return next((p for p in LEVELS if module == p or module.startswith(f"{p}.")), None)


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_go_down_only(module: str) -> None:
    own = part(module)
    if module == "bot":
        return
    assert own, f"{module} is new: give it a level here and in docs/architecture.md"
    for other in {p for name in imports(modules()[module]) if (p := part(name))} - {own}:
        assert LEVELS[other] <= LEVELS[own], f"{module} imports {other}, which is above it"


def test_no_part_imports_another_that_imports_it() -> None:
    pairs = {(part(m), part(name)) for m, path in modules().items() for name in imports(path)}
    circles = {(a, b) for a, b in pairs if a and b and a < b and (b, a) in pairs}
    assert not circles


@pytest.mark.parametrize("module", sorted(modules()))
def test_only_the_adapters_import_rasa(module: str) -> None:
    names = {name.split(".")[0] for name in imports(modules()[module])}
    assert "rasa" not in names or module.startswith(MAY_IMPORT_RASA)
    assert "rasa_sdk" not in names or module.startswith(MAY_IMPORT_RASA_SDK)
    assert "tensorflow" not in names or module.startswith("bot.tuning")


@pytest.mark.parametrize("module", [m for m in sorted(modules()) if m.startswith("bot.")])
def test_bot_imports_actions_only_to_run_them_in_process(module: str) -> None:
    names = {name.split(".")[0] for name in imports(modules()[module])}
    assert "actions" not in names or module == "bot.dialogue.actions_in_process"


@pytest.mark.parametrize("package", ["bot.safety", "bot.web.app"])
def test_safety_and_the_gateway_load_neither_rasa_nor_tensorflow(package: str) -> None:
    code = (
        f"import sys, {package}; "
        "sys.exit(not {'rasa', 'rasa_sdk', 'tensorflow'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
