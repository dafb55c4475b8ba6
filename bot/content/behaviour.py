"""Rules, stories and the domain: every name in them must exist, and none may contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.files import Problems, line_of, read_yaml, yaml_files
from bot.content.reading import Seq

_CODE = Path(__file__).parents[2] / "actions"
# What Rasa brings along, of use in a rule or story.
_BUILT_IN_INTENTS = {"nlu_fallback", "restart", "back", "session_start"}
_BUILT_IN_ACTIONS = {
    *("action_listen", "action_restart", "action_session_start", "action_default_fallback"),
    *("action_deactivate_loop", "action_revert_fallback_events", "action_back"),
    *("action_unlikely_intent", "action_extract_slots", "action_default_ask_affirmation"),
}
_STEPS = {"intent", "action", "slot_was_set", "active_loop", "checkpoint", "or"}
_BESIDE = {"entities", "user", "metadata"}  # may stand in a step beside its kind


@dataclass(frozen=True)
class Names:
    """Every name that a rule or story may use."""

    intents: frozenset[str]
    actions: frozenset[str]
    slots: frozenset[str]
    topics: frozenset[str]


def domain_of(data_dir: Path) -> Path:
    """Return the domain that belongs to `data_dir`: beside it, else in the working folder."""
    beside = data_dir.parent / "domain.yml"
    return beside if beside.is_file() else Path("domain.yml")


def check_behaviour(
    data_dir: Path, topics: set[str], intents: set[str], texts: set[str], problems: Problems
) -> None:
    """Note what is wrong in domain, rules and stories.

    `topics` have answers, `intents` have examples (`area/topic` or plain), `texts` are the
    `utter_` keys.
    """
    path = domain_of(data_dir)
    domain = read_yaml(path, problems)
    if not domain:
        return
    areas = {intent.split("/")[0] for intent in intents | topics}
    known = _listed(domain, "intents")
    for intent in sorted(areas - known):
        cure = "use a folder whose name stands there; a new area needs a developer"
        problems.add(path, line_of(domain, "intents"), intent, "is no intent of the domain", cure)
    _check_actions(path, domain, problems)
    names = Names(
        frozenset(known | _BUILT_IN_INTENTS),
        frozenset(_listed(domain, "actions") | _BUILT_IN_ACTIONS | texts),
        frozenset(_listed(domain, "slots")),
        frozenset(topics),
    )
    ruled = _check_rules(data_dir, names, problems)
    for area in sorted(areas & known - set(ruled)):
        cure = f"write one there: steps: [{{intent: {area}}}, {{action: action_vetted_answer}}]"
        wrong = "has examples and no rule, so nothing follows it"
        problems.add(data_dir / "rules" / "answers.yml", 1, area, wrong, cure)
    _check_stories(data_dir, names, ruled, problems)


def _listed(domain: Any, key: str) -> set[str]:
    found = domain.get(key) or []
    return {str(next(iter(each)) if isinstance(each, dict) and each else each) for each in found}


def _check_actions(path: Path, domain: Any, problems: Problems) -> None:
    for key in ("intents", "actions"):
        entries = domain.get(key)
        if not isinstance(entries, list) or not entries:
            cure = "write the names below it, each after a dash"
            problems.add(path, line_of(domain, key), key, "is no list of names", cure)
    actions = domain.get("actions")
    for number, action in enumerate(actions if isinstance(actions, Seq) else []):
        if str(action) not in written_actions() | _BUILT_IN_ACTIONS:
            cure = "correct the name, or delete the line; a new action needs a developer"
            problems.add(path, actions.lines[number], str(action), "is no action in actions/", cure)


@lru_cache(maxsize=1)
def written_actions() -> frozenset[str]:
    """Return the names of the actions that have code."""
    sources = (path.read_text(encoding="utf-8") for path in _CODE.glob("*.py"))
    return frozenset(n for text in sources for n in re.findall(r'return "(action_\w+)"', text))


def _check_rules(data_dir: Path, names: Names, problems: Problems) -> dict[str, str]:
    """Return the action that follows each intent by a rule, noting what is wrong."""
    ruled: dict[str, str] = {}
    for path, rule, steps in _told(data_dir / "rules", "rule", names, problems):
        kinds = [step for step in steps if isinstance(step, dict)]
        intent = next((str(step["intent"]) for step in kinds if "intent" in step), None)
        action = next((str(step["action"]) for step in kinds if "action" in step), None)
        title, line = str(rule["rule"]), line_of(rule)
        if not intent or not action:
            cure = "write both: steps: [{intent: …}, {action: …}]"
            problems.add(path, line, title, "lacks an intent or an action", cure)
        elif "condition" in rule or "wait_for_user_input" in rule:
            continue
        elif intent in ruled:
            wrong = f"is a second rule for {intent}"
            problems.add(path, line, title, wrong, "keep one rule for each intent")
        else:
            ruled[intent] = action
    return ruled


def _check_stories(data_dir: Path, names: Names, ruled: dict[str, str], problems: Problems) -> None:
    for path, story, steps in _told(data_dir / "stories", "story", names, problems):
        title, before = str(story["story"]), ""
        for number, step in enumerate(steps):
            line, step = steps.lines[number], step if isinstance(step, dict) else {}
            said = step.get("intent")
            action = step.get("action")
            if action and before and ruled.get(before, action) != action:
                wrong = f"lets {action} follow {before}, but a rule says {ruled[before]}"
                cure = f"write action: {ruled[before]}; a rule always wins"
                problems.add(path, line, title, wrong, cure)
            if said and before:
                cure = f"write the action that follows {before} before the next intent"
                problems.add(path, line, title, f"has no action after {before}", cure)
            before = str(said).split("/")[0] if said else ""
        if before:
            cure = f"end with the action that follows {before}"
            problems.add(path, line_of(story), title, f"has no action after {before}", cure)


def _told(
    folder: Path, kind: str, names: Names, problems: Problems
) -> Iterator[tuple[Path, Any, Any]]:
    """Yield (path, entry, steps) of every rule or story that is well built."""
    key = "rules" if kind == "rule" else "stories"
    titles: dict[str, str] = {}
    for path in yaml_files(folder):
        document = read_yaml(path, problems)
        entries = document.get(key)
        if document and not isinstance(entries, list):
            cure = f"write {key}: with an entry - {kind}: … for each"
            problems.add(path, line_of(document), key, "are missing", cure)
            continue
        for number, entry in enumerate(entries or []):
            for line, title, wrong, cure in _wrongs(entry, kind, entries.lines[number], names):
                problems.add(path, line, title, wrong, cure)
            title = str(entry.get(kind) or "") if _is(entry) else ""
            steps = entry.get("steps") if title else None
            if title and title in titles:
                cure = "give each its own title: a sentence that says what happens"
                wrong = f"has the same title as one in {titles[title]}"
                problems.add(path, line_of(entry), title, wrong, cure)
            titles[title] = path.name
            if isinstance(steps, Seq):
                yield path, entry, steps


def _is(entry: Any) -> bool:
    return isinstance(entry, dict)


def _wrongs(entry: Any, kind: str, line: int, names: Names) -> Iterator[tuple[int, str, str, str]]:
    title = str(entry.get(kind) or "") if _is(entry) else ""
    if not title:
        yield line, kind, "has no title", f"begin it with - {kind}: and a sentence for a title"
        return
    steps = entry.get("steps")
    if not isinstance(steps, Seq) or not steps:
        cure = "write steps: and below it - intent: … and - action: …"
        yield line, title, "has no steps", cure
        return
    for name in sorted(set(entry) - {kind, "steps", "condition", "wait_for_user_input"}):
        yield line_of(entry, name), title, f"has {name!r}, which is no part of it", "delete it"
    for number, step in enumerate(steps):
        for wrong, cure in _step_wrongs(step, names):
            yield steps.lines[number], title, wrong, cure


def _step_wrongs(step: Any, names: Names) -> Iterator[tuple[str, str]]:
    kinds = set(step) & _STEPS if _is(step) else set()
    if len(kinds) != 1 or set(step) - _STEPS - _BESIDE:
        wrong = f"has a step {str(dict(step) if _is(step) else step)!r} that is none"
        yield wrong, "write - intent: …, - action: … or - slot_was_set: … for each step"
        return
    intent, action = step.get("intent"), step.get("action")
    if intent is not None and str(intent).split("/")[0] not in names.intents:
        cure = "use an intent of domain.yml; for a question, the area of its topic"
        yield f"names the intent {intent!r}, which does not exist", cure
    elif intent is not None and "/" in str(intent) and intent not in names.topics:
        yield f"names {intent!r}, which has no answer", "use a topic in answers/, or just its area"
    if action is not None and action not in names.actions:
        cure = "use an action of domain.yml, or a text of data/responses"
        yield f"names the action {action!r}, which does not exist", cure
    for slot in _slots(step.get("slot_was_set")) - names.slots:
        yield f"names the slot {slot!r}, which does not exist", "use a slot of domain.yml"
    for choice in step.get("or") or []:
        yield from _step_wrongs(choice, names)


def _slots(listed: Any) -> set[str]:
    entries = listed if isinstance(listed, Seq) else []
    return {str(next(iter(e)) if isinstance(e, dict) and e else e) for e in entries}
