"""Errors in words for whoever typed the command."""

from __future__ import annotations

from marketplace.errors import Invalid, MarketplaceError
from marketplace.i18n.sentences import sentence

MOST_FAULTS = 20


def said(error: MarketplaceError) -> str:
    """The error as a sentence; of wrong input each fault with its place."""
    if not isinstance(error, Invalid):
        return sentence(error.code, error.params, "en")
    return "\n".join(
        f"{fault.pointer}: {sentence(fault.code, fault.params, 'en')}"
        for fault in error.faults[:MOST_FAULTS]
    )
