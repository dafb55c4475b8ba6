"""Every way to be refused: in words for the caller's programmer, and with help for the person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One kind of refusal. `says` is the connective text the person reads."""

    status: int
    code: str
    what: str
    cure: str
    says: str


REFUSALS = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            400,
            "bad_json",
            "The body is not JSON.",
            "Send one JSON object, encoded in UTF-8.",
            "utter_bad_request",
        ),
        Refusal(
            400,
            "bad_message",
            "The JSON does not have the expected fields.",
            "See /openapi.json; a message has either text or button, and a message_id.",
            "utter_bad_request",
        ),
        Refusal(
            400,
            "bad_text",
            "The text holds half of a UTF-16 pair.",
            "Send valid Unicode.",
            "utter_bad_request",
        ),
        Refusal(
            400,
            "body_too_slow",
            "The body did not arrive in time.",
            "Send it again with the same message_id.",
            "utter_bad_request",
        ),
        Refusal(
            401,
            "no_session",
            "X-Session-Token is missing or not ours.",
            "POST /api/sessions and send its token in this header.",
            "utter_session_expired",
        ),
        Refusal(
            401,
            "session_expired",
            "This session has ended.",
            "POST /api/sessions for a new one, then send the message again.",
            "utter_session_expired",
        ),
        Refusal(
            404,
            "not_found",
            "There is nothing at this address.",
            "See /openapi.json for the addresses.",
            "utter_not_found",
        ),
        Refusal(
            405,
            "wrong_method",
            "This address does not take this method.",
            "See the Allow header.",
            "utter_bad_request",
        ),
        Refusal(
            413,
            "body_too_large",
            "The body is too large.",
            "Send a shorter text.",
            "utter_too_long",
        ),
        Refusal(
            413,
            "text_too_long",
            "The text is too long.",
            "Send it in shorter parts.",
            "utter_too_long",
        ),
        Refusal(
            415,
            "not_json",
            "The body is not declared as JSON.",
            "Set Content-Type: application/json.",
            "utter_bad_request",
        ),
        Refusal(
            429,
            "too_many_requests",
            "Too many requests in a minute.",
            "Wait for Retry-After seconds.",
            "utter_rate_limited",
        ),
        Refusal(
            429,
            "turn_running",
            "Earlier messages of this session are still being answered.",
            "Wait for their replies.",
            "utter_rate_limited",
        ),
        Refusal(
            500,
            "internal",
            "The gateway failed.",
            "Try again; if it stays, tell the operator the time of this reply.",
            "utter_unavailable",
        ),
        Refusal(
            503,
            "unavailable",
            "The service cannot answer now.",
            "Try again in a minute.",
            "utter_unavailable",
        ),
    )
}
BY_STATUS = {404: "not_found", 405: "wrong_method", 400: "bad_message", 503: "unavailable"}
