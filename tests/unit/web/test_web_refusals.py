"""Every refusal says what is wrong, how to mend it, and where to find help; headers are safe."""

from __future__ import annotations

import pytest

from bot.web.headers import SAFE_HEADERS
from bot.web.refusals import REFUSALS
from tests.unit.web.web_gateway import Person, gateway_of, text_of

JSON = {"Content-Type": "application/json"}


def _post(client, body, headers=JSON):
    return client.post("/api/messages", content=body, headers=headers)


CASES = {
    "bad JSON": (400, "bad_json", lambda c: _post(c, "{")),
    "deep JSON": (400, "bad_json", lambda c: _post(c, "[" * 9000)),
    "no body": (400, "bad_json", lambda c: _post(c, "")),
    "a list": (400, "bad_message", lambda c: _post(c, "[1]")),
    "null": (400, "bad_message", lambda c: _post(c, "null")),
    "null text": (400, "bad_message", lambda c: _post(c, '{"text": null}')),
    "number text": (400, "bad_message", lambda c: _post(c, '{"text": 5}')),
    "text and button": (400, "bad_message", lambda c: _post(c, '{"text": "a", "button": "b"}')),
    "bad id": (400, "bad_message", lambda c: _post(c, '{"text": "a", "message_id": "a b"}')),
    "lone surrogate": (400, "bad_text", lambda c: _post(c, '{"text": "\\ud800 hi"}')),
    "no token": (401, "no_session", lambda c: _post(c, '{"text": "a"}')),
    "no such page": (404, "not_found", lambda c: c.get("/nothing")),
    "no such file": (404, "not_found", lambda c: c.get("/static/nothing.js")),
    "outside of static": (404, "not_found", lambda c: c.get("/static/..%2fapp.py")),
    "wrong method": (405, "wrong_method", lambda c: c.get("/api/messages")),
    "large body": (413, "body_too_large", lambda c: _post(c, '{"text": "' + "a " * 9000 + '"}')),
    "huge body": (413, "body_too_large", lambda c: _post(c, b"a" * 3_000_000)),
    "a form": (415, "not_json", lambda c: c.post("/api/messages", data={"text": "hi"})),
    "no type": (415, "not_json", lambda c: _post(c, '{"text": "a"}', {})),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_says_what_is_wrong_and_carries_help(client, case):
    status, code, send = CASES[case]
    response = send(client)
    error, messages = response.json()["error"], response.json()["messages"]
    assert (response.status_code, error["code"]) == (status, code)
    assert error["what"] and error["cure"]
    assert messages[0]["text"] == text_of(client, REFUSALS[code].says)
    assert messages[0]["lines"]


def test_a_refusal_speaks_the_language_of_the_browser(client):
    response = client.get("/nothing", headers={"Accept-Language": "es"})
    assert response.json()["messages"][0]["text"] == text_of(client, "utter_not_found", "es")


def test_a_failure_of_our_own_is_answered_with_help(client, monkeypatch):
    monkeypatch.setattr(gateway_of(client).referrals, "helplines", lambda locale: 1 / 0)
    response = client.get("/", headers={"Accept-Language": "es"})
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert response.json()["messages"][0]["text"] == text_of(client, "utter_unavailable", "es")
    assert response.json()["messages"][0]["lines"]


def test_wrong_method_names_the_right_ones(client):
    assert set(client.put("/api/sessions").headers["Allow"].split(", ")) == {"DELETE", "POST"}


def _answers(client, monkeypatch):
    yield client.get("/")
    yield client.get("/static/widget.css")
    yield client.get("/static/nothing")
    yield client.get("/openapi.json")
    yield client.get("/healthz")
    yield client.get("/api/crisis-lines")
    yield client.post("/api/sessions")
    yield client.options("/api/messages", headers={"Origin": "https://a.org"})
    yield Person(client).posts(text="hi")
    for _, _, send in CASES.values():
        yield send(client)
    monkeypatch.setattr(gateway_of(client).referrals, "helplines", lambda locale: 1 / 0)
    yield client.get("/")


def test_every_response_carries_the_safe_headers_and_sets_no_cookie(client, monkeypatch):
    for response in _answers(client, monkeypatch):
        for name, value in SAFE_HEADERS.items():
            assert response.headers.get_list(name) == [value], response.request.url
        assert "Set-Cookie" not in response.headers
        is_file = response.request.url.path == "/static/widget.css"
        assert response.headers["Cache-Control"] == ("no-cache" if is_file else "no-store")


def test_the_policy_allows_nothing_inline_and_nobody_to_frame_us():
    policy = SAFE_HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy


OURS = "https://www.example.org"


@pytest.mark.parametrize(
    "origin, allowed",
    [
        (OURS, True),
        ("http://www.example.org", False),
        ("https://www.example.org:8443", False),
        ("https://www.example.org.evil.net", False),
        ("https://example.org", False),
        ("null", False),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8080", False),
    ],
)
def test_only_the_exact_origins_of_the_settings_may_call(open_gateway, origin, allowed):
    client = open_gateway(cors_origins=(OURS,))
    preflight = client.options(
        "/api/messages",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-session-token",
        },
    )
    response = client.post("/api/sessions", headers={"Origin": origin})
    for answer in (preflight, response):
        assert answer.headers.get("Access-Control-Allow-Origin") == (OURS if allowed else None)
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Origin" in answer.headers["Vary"]
    assert (preflight.status_code == 200) is allowed


def test_by_default_no_other_origin_may_call(client):
    response = client.post("/api/sessions", headers={"Origin": OURS})
    assert "Access-Control-Allow-Origin" not in response.headers
