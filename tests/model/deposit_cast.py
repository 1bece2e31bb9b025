"""Who takes part in the random histories of deposits: the same for all of one database."""

from __future__ import annotations

from typing import Any

from marketplace.security.identity import Identity
from tests.factories.deposited import Deposits

MEMBERS = 3


def park_of(deposits: Deposits) -> tuple[Any, list[Any]]:
    """The same companies for every history of this database: making them takes longest."""
    if not hasattr(deposits, "kept"):
        park = deposits.people.park()
        deposits.kept = park, [deposits.people.enterprise(park) for _ in range(MEMBERS)]
    kept: tuple[Any, list[Any]] = deposits.kept
    return kept


def reviewers_of(deposits: Deposits) -> list[Identity]:
    return [deposits.people.reviewer().identity for _ in range(2)]


def operator_of(deposits: Deposits) -> Any:
    return deposits.people.operator()


def carrier_of(deposits: Deposits) -> Any:
    return deposits.people.carrier()
