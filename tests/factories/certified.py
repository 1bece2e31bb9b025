"""Proofs for solves: what they prove is tested in pricing, here they are kept and given out."""

from __future__ import annotations

from typing import Any

from flask import Flask

from marketplace.db.session import now_of
from marketplace.models import Solve
from marketplace.runtime import Runtime
from marketplace.services.keep_certificate import PURPOSE, store_certificate
from marketplace.services.keep_file import keep_file

PROOF = {"format": "award-certificate/1", "bound": 1}


def certify(app: Flask, solve_id: str, proof: dict[str, Any] | None = None) -> None:
    """Give the solve a proof of its own."""
    runtime: Runtime = app.extensions["marketplace"]
    stored = store_certificate(proof or PROOF, storage=runtime.storage)
    assert stored is not None
    with runtime.database.unit_of_work() as session:
        file = keep_file(
            session, stored, name="proof.json.gz", purpose=PURPOSE, now=now_of(session)
        )
        session.get_one(Solve, solve_id).certificate_id = file.id
