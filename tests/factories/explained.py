"""Explanations of solved awards, as the job makes them."""

from __future__ import annotations

from flask import Flask

from marketplace.jobs.explain_award import explain_award
from tests.factories.people import Actor


def explain(app: Flask, organiser: Actor, solve_id: str) -> None:
    """Asked for by the organiser and computed at once."""
    asked = organiser.post(f"/solves/{solve_id}/explanation")
    assert asked.status_code == 201, asked.json
    explain_award(app.extensions["marketplace"], solve_id=solve_id)
