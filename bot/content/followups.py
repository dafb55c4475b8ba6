"""Which answer a short follow-up ("and how much is it?") leads to: data/followups.yml."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.files import Problems, line_of, mapping, read_yaml

FILE = "followups.yml"
RELATED = "related"
MOST_CHOICES = 3
FIELDS = {"alone", "after", "otherwise"}

Leads = tuple[str, ...]


@dataclass(frozen=True)
class Followup:
    """Where one kind of follow-up leads.

    Leads are topics: one is answered, several are offered, none means the related topics of the
    last answer. `after` is keyed by a topic or an area.
    """

    alone: Leads
    after: dict[str, Leads]
    otherwise: Leads

    def leads(self, last: str | None) -> Leads:
        """Return where this follow-up leads after the topic `last`, None if there was none."""
        if last is None:
            return self.alone
        return self.after.get(last, self.after.get(last.split("/")[0], self.otherwise))


@lru_cache(maxsize=2)
def followups(data_dir: Path) -> dict[str, Followup]:
    """Return the follow-ups by kind. `bot check` has proved the file; a fault raises here."""
    problems = Problems()
    found = _read(data_dir / FILE, problems)
    problems.raise_if_any()
    return found


def check_followups(
    data_dir: Path, kinds: Set[str], topics: Set[str], texts: Set[str], problems: Problems
) -> None:
    """Note what is wrong in the table.

    `kinds` have examples in nlu/followup, `topics` have answers, `texts` are the `utter_` keys.
    """
    path = data_dir / FILE
    table = mapping(read_yaml(path, problems) if path.exists() else {}, "followups")
    for kind in sorted(kinds - set(table)):
        problems.add(
            data_dir / "nlu" / "followup" / f"{kind}.yml",
            1,
            kind,
            f"has examples but no entry in {FILE}",
            f"say in {FILE} where it leads",
        )
    for kind, entry in table.items():
        if not isinstance(entry, dict):
            cure = "write alone:, after: and otherwise: below it"
            problems.add(path, line_of(table, kind), kind, "says nowhere it leads", cure)
            continue
        for field, wrong, cure in _wrongs(str(kind), entry, kinds, topics, texts):
            line = line_of(entry, field) if field in entry else line_of(table, kind)
            problems.add(path, line, f"{kind}: {field}", wrong, cure)


def _wrongs(
    kind: str, entry: Any, kinds: Set[str], topics: Set[str], texts: Set[str]
) -> Iterator[tuple[str, str, str]]:
    if kind not in kinds:
        yield "examples", "are missing", f"write how people ask it in nlu/followup/{kind}.yml"
    if f"utter_followup/{kind}" not in texts:
        yield "text", "is missing", f"write utter_followup/{kind} in responses/followup.yml"
    for field in sorted({*FIELDS - {"after"}} - set(entry)):
        yield field, "is missing", "name a topic, a list of two or three topics, or related"
    for field in sorted(set(entry) - FIELDS):
        yield field, "is no field of a follow-up", "use alone, after and otherwise"
    yield from _lead_wrongs("alone", entry.get("alone"), topics)
    yield from _lead_wrongs("otherwise", entry.get("otherwise"), topics)
    areas = {topic.split("/")[0] for topic in topics}
    for before, lead in mapping(entry, "after").items():
        if before not in topics | areas:
            yield "after", f"names {before!r}, which is no topic or area", "use one with answers"
        yield from _lead_wrongs("after", lead, topics)


def _lead_wrongs(field: str, lead: Any, topics: Set[str]) -> Iterator[tuple[str, str, str]]:
    if lead is None or (lead == RELATED and field != "alone"):
        return
    named = lead if isinstance(lead, list) else [lead]
    if isinstance(lead, list) and not 2 <= len(named) <= MOST_CHOICES:
        yield field, f"offers {len(named)} topics", f"offer two to {MOST_CHOICES}, or name just one"
    for topic in named:
        if topic not in topics:
            yield field, f"leads to {topic!r}, which has no answer", "use a topic in answers/"


def _read(path: Path, problems: Problems) -> dict[str, Followup]:
    table = mapping(read_yaml(path, problems), "followups")
    return {
        str(kind): Followup(
            _leads(entry.get("alone")),
            {str(before): _leads(lead) for before, lead in (entry.get("after") or {}).items()},
            _leads(entry.get("otherwise")),
        )
        for kind, entry in table.items()
    }


def _leads(lead: Any) -> Leads:
    if lead is None or lead == RELATED:
        return ()
    return (str(lead),) if isinstance(lead, str) else tuple(map(str, lead))
