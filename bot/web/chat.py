"""One turn: the crisis check first, then the limits, then Rasa, and always something to say."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import safety
from bot.web.aftercare import Aftercare
from bot.web.asked import Asked
from bot.web.counts import Counts
from bot.web.deadline import within
from bot.web.limits import Limits
from bot.web.messages import Kind, Message, Understood
from bot.web.published import OFF
from bot.web.rasa_client import Answer, Question, RasaClient, RasaError
from bot.web.referrals import PEOPLE, Locale, Referrals
from bot.web.refusals import REFUSALS
from bot.web.replies import Reply, answer, refuse
from bot.web.said import crisis_category, public
from bot.web.sessions import Said, Session, Sessions
from bot.web.turn import Turn, question_of, spoken_after

LONGEST_AT_ONCE = 2000  # characters; the longest bodies take 150 ms, which others must not wait

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chat:
    """Answers messages. Every path ends in words and, where they may be needed, crisis lines."""

    detector: safety.CrisisDetector
    whereabouts: safety.Whereabouts
    aftercare: Aftercare
    referrals: Referrals
    sessions: Sessions
    limits: Limits
    rasa: RasaClient
    counts: Counts
    deadline_s: float
    max_text_chars: int
    stopped: Callable[[], str]  # the text to say instead of any answer, "" while the chat is on

    async def turn(self, asked: Asked, token: str, default: Locale) -> Reply:
        """Return the reply to `asked`; `default` is for a person without a session."""
        ends_at = time.monotonic() + self.deadline_s
        id = self.sessions.id_in(token)
        session = self.sessions.find(id)
        read = await self._read(asked.scan, tuple(session.said) if session else ())
        spoken = spoken_after(asked, session, default)
        country = self._country(asked, session, default)
        turn = Turn(asked, spoken, country, read.crisis, ends_at, read.concern, read.hint)
        if asked.fault:
            return self._refused(asked.fault, turn)
        if session is None:
            return self._turned_away("session_expired" if id else "no_session", turn)
        try:
            return await self._in_session(session, turn)
        except Exception as error:  # a fault of ours must not cost anybody the card
            _log.error("turn failed: %s", type(error).__name__)
            return self._turned_away("internal", turn)

    async def forget(self, id: str) -> bool:
        """Forget the session `id` here at once; True only if Rasa forgot it too."""
        session = self.sessions.find(id)
        self.sessions.delete(id)
        if session is None:
            return await self.rasa.forget(id)
        async with session.turn():  # a turn still running would bring the conversation back
            return await self.rasa.forget(id)

    def refusal(self, code: str, locale: Locale) -> Reply:
        """Return the refusal `code`: why, and people to talk to."""
        return refuse(code, [self.referrals.notice(REFUSALS[code].says, locale)])

    async def _read(self, text: str, said: Sequence[Said]) -> safety.Reading:
        before, hinted = [each.text for each in said], any(each.hint for each in said)
        try:
            if len(text) <= LONGEST_AT_ONCE:
                return self.detector.read(text, before, hinted)
            return await asyncio.to_thread(self.detector.read, text, before, hinted)
        except Exception as error:  # its message could quote the person
            _log.error("crisis detector failed: %s", type(error).__name__)
            return safety.Reading(PEOPLE, hint=True)

    def _country(self, asked: Asked, session: Session | None, default: Locale) -> str:
        said = self.whereabouts.country_in(asked.text or "")
        if said is not None and session is not None:
            session.country = said
        return (session or default).country if said is None else said

    def _refused(self, code: str, turn: Turn) -> Reply:
        if turn.crisis is None:
            return self.refusal(code, turn.locale)
        self.counts.add(turn.crisis.category, "crisis")
        return refuse(code, [self.referrals.card(turn.crisis, turn.locale)], turn.crisis.category)

    def _turned_away(self, code: str, turn: Turn) -> Reply:
        # Never refuse a person in crisis: they get the card as an ordinary reply.
        if turn.crisis:
            return self._said(None, [], Understood(), turn)
        return self._refused(code, turn)

    async def _in_session(self, session: Session, turn: Turn) -> Reply:
        session.spoken = turn.spoken
        if session.reply_to(turn.asked.key, time.monotonic()) is None:
            code = await self._reason_against(session, turn.asked)
            if code:
                return self._turned_away(code, turn)
        answering = session.reply_once(
            turn.asked.key, time.monotonic(), lambda: self._answer(session, turn)
        )
        return await asyncio.shield(answering)

    async def _reason_against(self, session: Session, asked: Asked) -> str:
        if not await self.limits.allow_message(session.id):
            return "too_many_requests"
        if session.is_full:
            return "turn_running"
        return "text_too_long" if len(asked.text or "") > self.max_text_chars else ""

    async def _answer(self, session: Session, turn: Turn) -> Reply:
        how = None if turn.found else self.aftercare.answer_in(session, turn.asked)
        if how:
            return self._after_question(session, turn, how)
        reply = self._said(session, *await self._ask(session, turn), turn)
        # A crisis had its card: what follows is not read in its light, or nothing else would come.
        if turn.asked.text and not turn.found:
            session.said.append(Said(turn.asked.text[: self.max_text_chars], turn.hint))
        return reply

    def _after_question(self, session: Session, turn: Turn, how: str) -> Reply:
        """Return the reply to the answer `how` to "Are you safe right now?"."""
        goes_on = session.watch.answered(how)
        relief = [] if goes_on else [self._stop(turn) or self.aftercare.relief(turn.locale)]
        return self._said(session, relief, Understood(), replace(turn, found=goes_on))

    async def _ask(self, session: Session, turn: Turn) -> tuple[list[Message], Understood]:
        stop = self._stop(turn)
        if stop:
            return [stop], Understood()
        if turn.crisis and (session.is_busy or self.rasa.is_busy):
            return [], Understood()  # the card does not queue
        question, cannot_ask = question_of(session, turn)
        if question is None:
            return [self.referrals.notice(cannot_ask, turn.locale, "fallback")], Understood()
        try:
            answer = await within(turn.wait_s, self._ask_rasa(session, question))
        except (RasaError, asyncio.TimeoutError) as error:
            _log.warning("understanding failed: %s", str(error) or "late")
            unavailable = self.referrals.notice("utter_unavailable", turn.locale, "fallback")
            return [unavailable], Understood()
        lines = self.referrals.helplines(turn.locale)
        return [public(said, session, lines) for said in answer.messages], answer.understood

    def _stop(self, turn: Turn) -> Message | None:
        """Return what is said while the chat is turned off, None while it is on."""
        says = self.stopped()
        if not says:
            return None
        kind: Kind = "notice" if says == OFF else "fallback"
        return self.referrals.notice(says, turn.locale, kind)

    async def _ask_rasa(self, session: Session, question: Question) -> Answer:
        async with session.turn():
            return await self.rasa.ask(question)

    def _said(
        self,
        session: Session | None,
        messages: list[Message],
        understood: Understood,
        turn: Turn,
    ) -> Reply:
        """Return the reply of `messages`, below the card if there is one, and count it."""
        messages = self.aftercare.around(session, messages, turn)
        messages.sort(key=lambda message: message.kind != "crisis")
        category = turn.crisis.category if turn.crisis else crisis_category(messages)
        outcome = "crisis" if category else messages[-1].kind
        self.counts.add(category or understood.topic, outcome)
        language = turn.locale.language
        banner = self.aftercare.banner(session, language)
        return answer(messages, language, category, understood, banner)
