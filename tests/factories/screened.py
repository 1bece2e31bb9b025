"""The screens at the opening, run as the worker does, and a reviewer who lets the award go on."""

from __future__ import annotations

from typing import Any

from flask import Flask

from marketplace.jobs.screen_quotes import screen_quotes
from tests.factories.people import Actor


def screen(app: Flask, rfq_id: str) -> None:
    screen_quotes(app.extensions["marketplace"], rfq_id=rfq_id)


def hits_of(reader: Actor, rfq_id: str) -> list[dict[str, Any]]:
    answer = reader.get(f"/screen-hits?rfq_id={rfq_id}")
    assert answer.status_code == 200, answer.json
    return answer.json


def decide(reviewer: Actor, hit_id: str, outcome: str = "released", **changes: Any) -> Any:
    body = {"outcome": outcome, "reason": "The bidders explained it."} | changes
    return reviewer.post(f"/screen-hits/{hit_id}/decisions", body)


def seal_from(address: str, carrier: Actor, rfq_id: str, quote: dict[str, Any]) -> None:
    """The carrier seals this quote from a network address."""
    there = {"REMOTE_ADDR": address}
    answer = carrier.send("PUT", f"/rfqs/{rfq_id}/quote", json=quote, environ_base=there)
    assert answer.status_code == 200, answer.json
