"""The gateway's crisis detector: learned as released, learned again while that part is missing."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.crisis import crisis_model_path, load_learned, model_at_hand
from bot.encoder import Encoder
from bot.releases.record import model_on_air
from bot.safety import CrisisDetector
from bot.safety.learned_detector import Thresholds, load_thresholds
from bot.safety.phrase_detector import PhraseDetector
from bot.settings import Settings

EVERY_S = 2.0
RETRY_S = 10.0  # the same file once more: the encoder, or the disk, may be back

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Learned:
    """A file to learn from as it is now, and the thresholds that go with it."""

    released: Path
    path: Path  # the same, or what serves for it
    thresholds: Thresholds
    version: tuple[int, int]


class DetectorOnAir:
    """Holds `detector`, and a thread beside the turns that keeps its learned part current."""

    def __init__(self, settings: Settings) -> None:
        """Read the phrases and load what was released; without the learned part if that fails.

        Raises `CrisisDataError` when the phrases cannot be used.
        """
        self._phrases = PhraseDetector(settings.data_dir)
        self.detector = CrisisDetector(self._phrases)
        self._settings = settings
        self._loaded: Learned | None = None
        self._failed: Learned | None = None
        self._failure = ""
        self._retry_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="detector", daemon=True)
        self.look()

    def start(self) -> None:
        """Begin to look every `EVERY_S` seconds."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def look(self) -> None:
        """Load what is on the air unless it is loaded; on failure what was loaded goes on."""
        wanted: Learned | None = None
        try:
            wanted = self._wanted()
            if wanted == self._loaded or (wanted == self._failed and self._is_early()):
                return
            learned = load_learned(wanted.path, wanted.thresholds, self._encoder, self._phrases)
        except Exception as error:  # whatever it is, the phrases must go on
            self._failed, self._retry_at = wanted, time.monotonic() + RETRY_S
            self._tell(error)
            return
        self.detector.learn(learned)
        self._loaded, self._failed, self._failure = wanted, None, ""
        if wanted.path != wanted.released:
            _log.error("%s is missing, %s serves for it", wanted.released, wanted.path)

    def _wanted(self) -> Learned:
        release = model_on_air(self._settings)
        released = release.crisis if release else self._present[0]
        path = model_at_hand(released)
        thresholds = Thresholds(**release.thresholds) if release else self._present[1]
        status = path.stat()
        return Learned(released, path, thresholds, (status.st_mtime_ns, status.st_size))

    @cached_property
    def _present(self) -> tuple[Path, Thresholds]:
        """Return what goes with data/, for a gateway started before anything was released."""
        return crisis_model_path(self._settings), load_thresholds(self._settings.data_dir)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder()

    def _is_early(self) -> bool:
        return time.monotonic() < self._retry_at

    def _tell(self, error: Exception) -> None:
        """Log a kind of failure once."""
        failure = f"{type(error).__name__}: {error}"
        if failure != self._failure:
            rest = "what was loaded goes on" if self.detector.is_whole else "phrases only"
            _log.error("no learned crisis detector from the release, %s: %s", rest, failure)
            self._failure = failure

    def _run(self) -> None:
        while not self._stop.wait(EVERY_S):
            self.look()
