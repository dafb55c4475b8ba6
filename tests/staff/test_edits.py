"""200 bad edits of the real files are refused, each with file, line and cure; good ones are not.

Edits of different files are made together and checked in one run, as `check` finds everything at
once; what is found has to be found in the file of the edit.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.content import Problem, check
from tests.staff import bad_answers, bad_crisis, bad_examples, good
from tests.staff.edits import Edit

TODAY = date(2026, 11, 22)
KEPT = Path("var/checked.json")
BAD = [*bad_answers.EDITS, *bad_examples.EDITS, *bad_crisis.EDITS]
# Wording is looked for in examples only when the crisis files can be read.
AT_ONCE = 12


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("staff")
    shutil.copytree("data", made / "data")
    shutil.copyfile("domain.yml", made / "domain.yml")
    if KEPT.is_file():  # what `check` found before spares a minute on a slow machine
        shutil.copyfile(KEPT, made / KEPT.name)
    return made


def rounds(edits: list[Edit]) -> Iterator[list[Edit]]:
    """Yield `edits` in groups that touch different files, those of crisis data by themselves."""
    left = sorted(edits, key=lambda edit: "crisis" in edit.file)
    while left:
        chosen: list[Edit] = []
        touched: set[str] = set()
        for edit in left:
            files = {edit.file, edit.named} - {""}
            alike = not chosen or ("crisis" in edit.file) == ("crisis" in chosen[0].file)
            alone = any(each.file.startswith(ALONE) for each in [edit, *chosen])
            if alike and len(chosen) < AT_ONCE and not files & touched and not (alone and chosen):
                chosen.append(edit)
                touched |= files
        yield chosen
        left = [edit for edit in left if edit not in chosen]


# What nearly everything leans on: a mistake there is checked by itself.
ALONE = (
    *("domain.yml", "data/rules", "data/crisis/lines", "data/crisis/words", "data/crisis/guards"),
    *("data/crisis/patterns", "data/crisis/spellings", "data/crisis/accepted"),
)


def problems(root: Path, edits: list[Edit]) -> list[Problem]:
    """Return the errors in the copy after `edits`, and undo them."""
    for edit in edits:
        edit.do(root)
    found = check(root / "data", TODAY, root / KEPT.name).errors
    edits[0].undo(root)
    return found


def missed(root: Path, edits: list[Edit]) -> list[str]:
    """Return the edits that are not refused with file, line, what is wrong and a cure."""
    found = problems(root, edits)
    left = []
    for edit in edits:
        file = str(root / (edit.named or edit.file))
        own = [each for each in found if each.file == file]
        if not any(edit.says in str(each) and each.line > 0 and each.cure for each in own):
            left.append(f"{edit.file}: {edit.says!r}, but found {[str(each) for each in own]}")
    return left


def test_every_bad_edit_is_refused_with_its_file_line_and_cure(root: Path) -> None:
    missing = [each for edits in rounds(BAD) for each in missed(root, edits)]
    print(f"\n{len(BAD) - len(missing)} of {len(BAD)} bad edits refused, {len(kinds())} kinds")
    print(*missing, sep="\n")
    assert missing == []


def test_the_bad_edits_are_many_and_of_many_kinds() -> None:
    assert len(BAD) >= 200
    assert len(kinds()) >= 40
    assert len({(edit.file, edit.says) for edit in BAD}) == len(BAD)


def test_no_good_edit_is_refused(root: Path) -> None:
    refused = [str(each) for edits in rounds(good.EDITS) for each in problems(root, edits)]
    print(f"\n{len(refused)} of {len(good.EDITS)} good edits refused")
    assert len(good.EDITS) >= 50
    assert refused == []


def kinds() -> dict[str, list[Edit]]:
    """Return the bad edits by the rule that refuses them, as far as its words tell."""
    found: dict[str, list[Edit]] = defaultdict(list)
    for edit in BAD:
        found[re.sub(r"^.*: (?=\w)", "", edit.kind())].append(edit)
    return found
