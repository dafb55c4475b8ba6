"""The description at /openapi.json is true."""

from __future__ import annotations

from starlette.routing import Route

from bot.web.messages import Button, Line, Message, Source, Understood
from bot.web.refusals import REFUSALS
from tests.unit.web.web_gateway import Person


def test_every_address_and_method_is_described(client):
    described = client.get("/openapi.json").json()["paths"]
    served = {r.path: r.methods - {"HEAD"} for r in client.app.routes if isinstance(r, Route)}
    assert {p: {m.upper() for m in methods} for p, methods in described.items()} == served


def test_the_described_fields_are_those_of_the_code(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for model in (Message, Source, Button, Line, Understood):
        assert set(schemas[model.__name__]["properties"]) == set(model.__fields__)
    codes = schemas["Refusal"]["properties"]["error"]["properties"]["code"]["enum"]
    assert set(codes) == set(REFUSALS)


def test_replies_have_exactly_the_described_fields(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    person = Person(client)
    shown = {
        "Session": person.opening,
        "Reply": person.says(),
        "Refusal": client.get("/nothing").json(),
        "Health": client.get("/healthz").json(),
        "CrisisLines": client.get("/api/crisis-lines").json(),
    }
    for name, answer in shown.items():
        assert set(answer) == set(schemas[name]["properties"])
