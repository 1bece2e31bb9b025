"""Duties of the operator: what is to be done, from which source, and when it is due next."""

from __future__ import annotations

from datetime import date

from marketplace.domain.compliance.duties import platform, security
from marketplace.domain.compliance.duties.duty import Duty

DUTIES: tuple[Duty, ...] = (*security.DUTIES, *platform.DUTIES)
"In the order of regulation.md"


def duties_on(on: date) -> list[Duty]:
    """The duties in force on that day."""
    return [duty for duty in DUTIES if duty.in_force(on)]


__all__ = ["DUTIES", "Duty", "duties_on"]
