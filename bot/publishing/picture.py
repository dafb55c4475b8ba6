"""The usage as a picture: messages a day, and the topics asked about most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.publishing.people import Refused
from bot.publishing.usage import SMALLEST_SHOWN, Table, Usage, rounded, shown

MOST_TOPICS = 15
# The outcomes of a turn, from the bottom; colours that differ in lightness too (Okabe and Ito).
TURNS = {
    "answer": ("answered", "#0072B2"),
    "choice": ("asked back", "#56B4E9"),
    "fallback": ("not understood", "#E69F00"),
    "notice": ("notice", "#999999"),
    "crisis": ("crisis card", "#B22200"),
}
KINDS = (".svg", ".png")


def draw(found: Usage, path: Path, caption: str = "") -> None:
    """Write the picture of `found` to `path`, an SVG or PNG file; `caption` stands below it.

    Counts are drawn as `rounded`, those below `SMALLEST_SHOWN` hatched.
    Raises `Refused` for another kind of file, and when there is nothing to draw.
    """
    if path.suffix not in KINDS:
        raise Refused(f"{path} is no picture: let its name end in {' or '.join(KINDS)}.")
    if not found.by_day:
        raise Refused(f"Nothing was counted from {found.first} to {found.last}: no picture.")
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.fonttype"] = "none"  # words stay words, for readers of all kinds
    matplotlib.rcParams["svg.hashsalt"] = "usage"  # the same counts make the same file
    from matplotlib import pyplot

    topics = _most_asked(found.by_topic)
    height = 4 + 0.28 * len(topics)
    figure, (days, asked) = pyplot.subplots(
        2, 1, figsize=(9, height), gridspec_kw={"height_ratios": [3, max(1, 0.28 * len(topics))]}
    )
    _draw_days(days, found.by_day)
    _draw_topics(asked, topics)
    figure.suptitle(f"How the chat was used, {found.first} to {found.last}", fontsize=13)
    hatched = f"Hatched: 1 to {SMALLEST_SHOWN - 1}."
    figure.text(0.5, 0.012, f"{hatched} {caption}".strip(), ha="center", fontsize=10)
    figure.tight_layout(rect=(0, 0.035, 1, 0.98))
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
    if path.suffix == ".svg":  # in quotes it would name a font, which nobody has
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("'sans-serif'", "sans-serif"), "utf-8")


def _draw_days(axes: Any, by_day: Table) -> None:
    from matplotlib import patches

    days = list(by_day)
    bottom = [0] * len(days)
    for outcome, (_, colour) in TURNS.items():
        counts = [by_day[day].get(outcome, 0) for day in days]
        if any(counts):
            bars = axes.bar(days, _drawn(counts), bottom=bottom, color=colour)
            _hatch(bars, counts)
            bottom = [low + high for low, high in zip(bottom, _drawn(counts), strict=True)]
    axes.set_ylabel("messages a day")
    step = max(1, len(days) // 8)
    axes.set_xticks(range(0, len(days), step))
    axes.set_xticklabels([day[5:] for day in days[::step]])
    # Not the bars themselves: the first may be hatched.
    shown_as = [patches.Patch(color=colour, label=label) for label, colour in TURNS.values()]
    axes.legend(
        handles=shown_as, loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9
    )
    _plain(axes)


def _draw_topics(axes: Any, topics: list[tuple[str, int]]) -> None:
    names, counts = [name for name, _ in topics], [count for _, count in topics]
    bars = axes.barh(names, _drawn(counts), color=TURNS["answer"][1])
    _hatch(bars, counts)
    for bar, count in zip(bars, counts, strict=True):
        where = (bar.get_width(), bar.get_y() + bar.get_height() / 2)
        axes.annotate(
            shown(count), where, (3, 0), textcoords="offset points", va="center", fontsize=9
        )
    axes.invert_yaxis()
    axes.set_xlabel(f"answers, the {MOST_TOPICS} topics asked about most")
    axes.tick_params(axis="y", labelsize=9)
    _plain(axes)


def _most_asked(by_topic: Table) -> list[tuple[str, int]]:
    asked = [(name, row["answer"]) for name, row in by_topic.items() if row.get("answer")]
    return sorted(asked, key=lambda topic: (-rounded(topic[1]), topic[0]))[:MOST_TOPICS]


def _drawn(counts: list[int]) -> list[int]:
    return [rounded(count) for count in counts]


def _hatch(bars: Any, counts: list[int]) -> None:
    for bar, count in zip(bars, counts, strict=True):
        if 0 < count < SMALLEST_SHOWN:
            bar.set(hatch="////", edgecolor="white")


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
