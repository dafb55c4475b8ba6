"""A broken crisis file is refused with its name, the entry and the cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.safety import CrisisDataError, CrisisDetector, load_cards, load_lines
from bot.safety.lines import CrisisLine


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("cards", "patterns"):
        shutil.copytree(f"data/crisis/{name}", tmp_path / "crisis" / name)
    for path in Path("data/crisis").glob("*.yml"):
        shutil.copy(path, tmp_path / "crisis" / path.name)
    return tmp_path


def load_all(data: Path) -> None:
    load_lines(data)
    load_cards(data)
    CrisisDetector.from_directory(data)


def test_the_files_of_the_project_are_sound(data: Path) -> None:
    load_all(data)


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "cure"),
    [
        ("lines.yml", "lines:", "lines: [", "", "indentation"),
        ("lines.yml", 'name: "Línea 024"', 'name: ""', "es_024", "write `name: …`"),
        ("lines.yml", 'call: "024"', 'call: ""', "es_024", "give it a `call:`"),
        ("lines.yml", "only_if: lgbtq_press_3", "only_if: typo", "us_988_lgbtq", "add it below"),
        ("lines.yml", "confidence: M", "confidence: X", "any_emergency", "confidence: H"),
        ("cards/suicide.yml", "[us_988, us_911,", "[us_989, us_911,", "lines US", "correct the id"),
        ("cards/suicide.yml", "CA: [ca_988,", "CA: [us_988,", "lines CA", "a line of that country"),
        ("cards/suicide.yml", "CA: [ca_988, ca_911]", "CA: [ca_988]", "lines CA", "emergency line"),
        ("cards/suicide.yml", '  "": [', '  "XX": [', "lines", "any_findahelpline"),
        ("cards/suicide.yml", "{emergency}", "911", "en", "write {emergency}"),
        ("cards/suicide.yml", "category: suicide", "category: suicid", "", "category: suicide"),
        ("patterns/self_harm.yml", "category: self_harm", "category: sh", "", "use one of"),
        ("patterns/self_harm.yml", "unless: [past]", "unless: [pst]", "self_harm/", "use one of"),
        ("patterns/self_harm.yml", "      - i cut $", "      - i (cut $", "self_harm/", "add `)`"),
        ("patterns/self_harm.yml", "id: self_harm/cut", "id: self_harm/self_harm #", "", "rename"),
        ("guards.yml", "  - id: past\n", "  - name: past\n", "", "write `id: …`"),
        ("words.yml", "  self: ", "  oneself: ", "", "words.yml"),
    ],
)  # fmt: skip
def test_an_error_names_file_entry_and_cure(
    data: Path, file: str, old: str, new: str, entry: str, cure: str
) -> None:
    path = data / "crisis" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CrisisDataError) as error:
        load_all(data)
    message = str(error.value)
    assert Path(file).parent.name in message or Path(file).name in message
    assert entry in message
    assert cure in message


@pytest.mark.parametrize("file", ["lines.yml", "guards.yml", "words.yml", "cards/overdose.yml"])
def test_a_missing_file_is_named(data: Path, file: str) -> None:
    (data / "crisis" / file).unlink()
    with pytest.raises(CrisisDataError, match=f"{Path(file).name}.*git"):
        load_all(data)


def test_a_flag_switches_its_line_on(data: Path) -> None:
    path = data / "crisis" / "lines.yml"
    path.write_text(path.read_text().replace("lgbtq_press_3: false", "lgbtq_press_3: true"))
    assert load_lines(data)["us_988_lgbtq"].tel == "tel:988"
    assert "us_988_lgbtq" in load_cards(data)["suicide", "en"].lines["US"]


@pytest.mark.parametrize(
    ("call", "text", "tel", "sms"),
    [
        ("988", "988", "tel:988", "sms:988"),
        ("1-800-662-4357", "", "tel:18006624357", ""),
        ("988 then 1", "838255", "tel:988", "sms:838255"),
        ("116 123", "HELLO to 50808", "tel:116123", "sms:50808?&body=HELLO"),
        ("", "AYUDA al 741741", "", "sms:741741?&body=AYUDA"),
        ("", "START to 678-678", "", "sms:678678?&body=START"),
        ("", "hello there to 12345", "", "sms:12345?&body=hello%20there"),
        ("", "", "", ""),
    ],
)
def test_the_links_of_a_line_call_and_text_it(call: str, text: str, tel: str, sms: str) -> None:
    line = CrisisLine("x", "US", "X", call=call, text=text)
    assert (line.tel, line.sms) == (tel, sms)
