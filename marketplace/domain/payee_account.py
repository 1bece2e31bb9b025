"""In whose name a carrier's bank account stands, and how much of its number is shown."""

from __future__ import annotations

import re

_BRACKETS = str.maketrans({"（": "(", "）": ")", "　": None, " ": None})
BRANCH = "分公司"
"A branch of a legal person is named after it and ends so"
SHOWN = 4


def named_for(account_name: str, legal_name: str) -> bool:
    """Whether the account is the legal person's own, or that of a branch named after it."""
    account, legal = account_name.translate(_BRACKETS), legal_name.translate(_BRACKETS)
    return account == legal or (account.startswith(legal) and account.endswith(BRANCH))


def masked(number: str) -> str:
    """The number with all but its last four digits hidden."""
    digits = re.sub(r"\D", "", number)
    return "*" * max(0, len(digits) - SHOWN) + digits[-SHOWN:]
