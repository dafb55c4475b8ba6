"""The model that Rasa's process serves: another takes its place while turns go on.

Turns that began with the old model end with it. Conversations and locks are the same for both,
so whoever was in the middle of one goes on.
"""

from __future__ import annotations

import asyncio
import copy
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.dialogue.placeholders import can_load
from bot.dialogue.runner import quicken

LOOK_EVERY_S = 1.0
TURNS_END_S = 5.0  # the gateway gives up on a turn after four
# As the gateway asks: it has looked for a crisis already, so that no detector is loaded here.
QUESTION = UserMessage("what is naloxone", metadata={"crisis": ""})
SHARE_S = 0.001  # how long a load may keep turns from the interpreter at a time; usually 0.005

_log = logging.getLogger(__name__)


class ServedModel:
    """Keeps `app.ctx.agent` the agent of the first model in `on_air` that can be loaded."""

    def __init__(
        self, app: Sanic, used: AvailableEndpoints, on_air: Callable[[], Sequence[Path]]
    ) -> None:
        """Load nothing yet; `on_air` returns the model to serve, then those to fall back on."""
        self._app = app
        self._used = used
        self._on_air = on_air
        self._model: Path | None = None
        self._refused: tuple[Path, int] | None = None
        self._why = ""

    def said(self) -> dict[str, str]:
        """Return {model, refused, why}: what serves, and what could not take its place."""
        return {
            "model": self._model.as_posix() if self._model else "",
            "refused": self._refused[0].as_posix() if self._refused else "",
            "why": self._why,
        }

    def load(self) -> bool:
        """Load what is on the air, else what was before it; False if nothing can be loaded."""
        for model in self._on_air():
            agent = self._agent_of(model)
            if agent is not None:
                self._put(agent, model)
                _settle()
                return True
        return False

    async def follow(self) -> None:
        """Look every second whether another model is on the air, and swap it in."""
        failure = ""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._look()
                failure = ""
            except Exception as error:  # the record may be broken: what serves goes on
                if str(error) != failure:
                    _log.error("no look at the model on the air: %s", error)
                failure = str(error)

    async def _look(self) -> None:
        wanted = self._on_air()[0]
        if wanted == self._model:
            self._refused, self._why = None, ""
        elif self._refused != (wanted, _version(wanted)):
            agent = await self._loaded_beside(wanted)
            if agent is not None:
                self._put(agent, wanted)
                del agent
                await asyncio.sleep(TURNS_END_S)
                _settle()

    async def _loaded_beside(self, model: Path) -> Agent | None:
        usual = sys.getswitchinterval()
        sys.setswitchinterval(SHARE_S)
        try:
            return await asyncio.to_thread(self._agent_of, model)
        finally:
            sys.setswitchinterval(usual)

    def _put(self, agent: Agent, model: Path) -> None:
        self._app.ctx.agent = agent
        self._model = model

    def _agent_of(self, model: Path) -> Agent | None:
        """Return an agent that answered a question with `model`, or None and remember why."""
        version = _version(model)
        try:
            agent = load(model, self._used)
            self._refused, self._why = None, ""
            return agent
        except Exception as error:  # an archive may be anything
            self._refused = (model, version)
            self._why = f"{model} cannot be loaded: {_sentence(error)}"
            _log.error("%s Another model serves.", self._why)
            return None


def load(model: Path, used: AvailableEndpoints) -> Agent:
    """Return an agent for `model` on the same conversations, locks and actions as others'.

    Raises whatever the archive makes Rasa raise, and `RuntimeError` for one that answers nothing.
    """
    if not can_load(model):
        raise RuntimeError("it has a component that needs TensorFlow: restart the bot to serve it")
    # A copy that shares the conversations: Rasa writes the model's own domain into its store.
    store = copy.copy(used.tracker_store)
    agent = Agent(tracker_store=store, lock_store=used.lock_store, action_endpoint=used.action)
    agent.load_model(str(model))
    quicken(agent)
    parsed = asyncio.run(agent.processor.parse_message(QUESTION))
    if "understood" not in parsed:
        raise RuntimeError("it understands no question: train it with this config.yml")
    return agent


def _settle() -> None:
    """Collect the model before, and keep the present one out of every later collection.

    Else a full collection looks at the whole model: a turn waited 0.3 s for it.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _version(model: Path) -> int:
    return model.stat().st_mtime_ns if model.is_file() else 0


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if text.endswith(".") else f"{text}."
