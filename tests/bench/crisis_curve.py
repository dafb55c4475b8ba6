"""From which probability on to find a crisis: the curve behind data/crisis/thresholds.yml.

`python -m tests.bench.crisis_curve` judges the messages that the encoder never saw (one in ten of
data/) by a model trained on the others, and writes docs/benchmarks/crisis-curve.{md,png}.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from bot.encoder import Encoder
from bot.linear import LinearModel
from bot.safety import CATEGORIES
from bot.safety.crisis_model import CONFIG, LABELS
from bot.safety.examples import NONE
from bot.safety.learned_detector import load_thresholds
from bot.safety.phrase_detector import PhraseDetector
from bot.safety.views import Views
from bot.tuning.rows import CRISES, NO_TOPIC, Row, load_rows

DATA = Path("data")
OUT = Path("docs/benchmarks")
STEPS = [step / 20 for step in range(1, 19)]


@dataclass(frozen=True)
class Judged:
    """The held-out messages: margins of the whole and of the parts, and what phrases say."""

    rows: tuple[Row, ...]
    whole: np.ndarray  # (n, labels) margins
    parts: list[np.ndarray]  # of each message, (parts, labels)
    sure: np.ndarray  # a sure phrase hit
    sign: np.ndarray  # any phrase hit

    @property
    def danger(self) -> np.ndarray:
        """Tell which messages are a crisis."""
        return np.array([row.crisis > 0 for row in self.rows])

    @property
    def asked(self) -> np.ndarray:
        """Tell which messages are questions of data/nlu."""
        return np.array([row.topic != NO_TOPIC for row in self.rows])


def judge() -> Judged:
    """Train on what the encoder learnt from, and judge the rest."""
    rows, encoder = load_rows(DATA), Encoder()
    views = Views.from_directory(DATA)
    texts = [views.whole(row.text) for row in rows.learnt]
    model = LinearModel(CONFIG)
    model.fit(texts, encoder.encode(texts), [CRISES[row.crisis] for row in rows.learnt])
    order = [model.labels.index(label) for label in LABELS]
    seen = [views.of(row.text) for row in rows.held_out]
    flat = [view for each in seen for view in each]
    margins = model.margins(flat, encoder.encode(flat))[:, order]
    ends = np.cumsum([len(each) for each in seen])
    split = np.split(margins, ends[:-1])
    phrases = PhraseDetector(DATA)
    hits = [list(phrases.hits(row.text)) for row in rows.held_out]
    return Judged(
        rows.held_out,
        np.array([part[0] for part in split]),
        [part[1:] for part in split],
        np.array([any(hit.sure for hit in each) for each in hits]),
        np.array([bool(each) for each in hits]),
    )


def temperature(judged: Judged) -> float:
    """Return the divisor of the margins with the least log loss on whole messages."""
    own = [LABELS.index(CRISES[row.crisis]) for row in judged.rows]

    def loss(log_t: float) -> float:
        logs = log_softmax(judged.whole / np.exp(log_t), axis=1)
        return float(-np.mean(logs[np.arange(len(own)), own]))

    return float(np.exp(minimize_scalar(loss, bounds=(-4, 2), method="bounded").x))


@dataclass(frozen=True)
class Scores:
    """Probabilities of any crisis, of the whole and the most of any part (0 without parts)."""

    whole: np.ndarray
    part: np.ndarray

    @classmethod
    def of(cls, judged: Judged, divisor: float) -> Scores:
        """Return the scores at one temperature."""
        none = LABELS.index(NONE)
        whole = 1 - softmax(judged.whole / divisor, axis=1)[:, none]
        part = [
            float(np.max(1 - softmax(each / divisor, axis=1)[:, none])) if len(each) else 0.0
            for each in judged.parts
        ]
        return cls(whole, np.array(part))

    @property
    def most(self) -> np.ndarray:
        """Return the higher of the two."""
        return np.maximum(self.whole, self.part)


def found(judged: Judged, scores: Scores, whole: float, part: float, sign: float) -> np.ndarray:
    """Tell which messages the whole detector calls a crisis at these thresholds."""
    learned = (scores.whole >= whole) | (scores.part >= part)
    return learned | judged.sure | (judged.sign & (scores.most >= sign))


def rates(judged: Judged, alarm: np.ndarray) -> tuple[float, float, float]:
    """Return recall, false alarms among hard ordinary messages, and among questions."""
    danger, asked = judged.danger, judged.asked
    hard = ~danger & ~asked
    return float(alarm[danger].mean()), float(alarm[hard].mean()), float(alarm[asked].mean())


def table(judged: Judged, scores: Scores, sign: float, margin: float) -> list[str]:
    """Return the lines of the table: one a threshold, parts needing `margin` more."""
    lines = ["| whole | part | recall | hard ordinary | questions |", "|---|---|---|---|---|"]
    for step in STEPS:
        part = min(0.99, step + margin)
        recall, hard, asked = rates(judged, found(judged, scores, step, part, sign))
        lines.append(f"| {step} | {part:.2f} | {recall:.1%} | {hard:.1%} | {asked:.2%} |")
    return lines


def picture(judged: Judged, scores: Scores, path: Path) -> None:
    """Draw recall against false alarms: learned alone, and with the phrases."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    at = load_thresholds(DATA)
    cuts = np.linspace(0.02, 0.99, 98)
    alone = [rates(judged, (scores.whole >= c) | (scores.part >= c)) for c in cuts]
    both = [rates(judged, found(judged, scores, c, c, at.sign)) for c in cuts]
    here = rates(judged, found(judged, scores, at.whole, at.part, at.sign))
    figure, axes = pyplot.subplots(figsize=(6, 4))
    for points, name in ((alone, "learned alone"), (both, "learned and phrases")):
        axes.plot([p[1] for p in points], [p[0] for p in points], label=name)
    axes.plot(here[1], here[0], "o", color="black", label="thresholds in use")
    axes.set(xlabel="false alarms among hard ordinary messages", ylabel="crises found")
    axes.set(xlim=(0, 0.4), ylim=(0.4, 1))
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main() -> None:
    """Write the curve and print it."""
    judged, at = judge(), load_thresholds(DATA)
    scores = Scores.of(judged, at.temperature)
    alarm = found(judged, scores, at.whole, at.part, at.sign)
    recall, hard, asked = rates(judged, alarm)
    kinds = (judged.danger, ~judged.danger & ~judged.asked, judged.asked)
    counts = "{} crises, {} hard ordinary messages, {} questions".format(*map(np.sum, kinds))
    lines = [
        "# The curve behind the thresholds of the crisis detector",
        "",
        f"On {len(judged.rows)} messages of data/ that neither encoder nor model saw ({counts}).",
        "Hard ordinary messages were written to look like a crisis; the blind set is in the report",
        f"of the day. Best temperature {temperature(judged):.2f}; in use {at.temperature}.",
        "",
        f"In use: whole {at.whole}, part {at.part}, sign {at.sign}: **recall {recall:.1%}, false",
        f"alarms {hard:.1%} among hard ordinary messages, {asked:.2%} among questions.**",
        "",
        *table(judged, scores, at.sign, at.part - at.whole),
        "",
        "| category | messages | found |",
        "|---|---|---|",
        *by_category(judged, alarm),
        "",
        "![curve](crisis-curve.png)",
    ]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "crisis-curve.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    picture(judged, scores, OUT / "crisis-curve.png")
    print("\n".join(lines))


def by_category(judged: Judged, alarm: np.ndarray) -> list[str]:
    """Return a line of the table for each category among the messages."""
    own = np.array([CRISES[row.crisis] for row in judged.rows])
    return [
        f"| {name} | {np.sum(own == name)} | {alarm[own == name].mean():.1%} |"
        for name in CATEGORIES
        if np.any(own == name)
    ]


if __name__ == "__main__":
    main()
