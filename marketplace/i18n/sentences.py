"""The sentence of every error code, in Chinese and English; parameters in braces."""

from __future__ import annotations

from typing import Any

from marketplace.i18n.sentences_accounts import ACCOUNTS
from marketplace.i18n.sentences_archives import ARCHIVES
from marketplace.i18n.sentences_catalogue import CATALOGUE
from marketplace.i18n.sentences_contracts import CONTRACTS
from marketplace.i18n.sentences_data_export import DATA_EXPORT
from marketplace.i18n.sentences_delivery import DELIVERY
from marketplace.i18n.sentences_deposits import DEPOSITS
from marketplace.i18n.sentences_enrolment import ENROLMENT
from marketplace.i18n.sentences_fees import FEES
from marketplace.i18n.sentences_fields import FIELDS
from marketplace.i18n.sentences_findings import FINDINGS
from marketplace.i18n.sentences_group_buys import GROUP_BUYS
from marketplace.i18n.sentences_invitations import INVITATIONS
from marketplace.i18n.sentences_ledger import LEDGER
from marketplace.i18n.sentences_line_payments import LINE_PAYMENTS
from marketplace.i18n.sentences_privacy import PRIVACY
from marketplace.i18n.sentences_requests import REQUESTS
from marketplace.i18n.sentences_rfqs import RFQS
from marketplace.i18n.sentences_screens import SCREENS

LANGUAGES = ("zh", "en")
SENTENCES: dict[str, tuple[str, str]] = {
    **REQUESTS,
    **FIELDS,
    **ACCOUNTS,
    **CATALOGUE,
    **GROUP_BUYS,
    **INVITATIONS,
    **RFQS,
    **SCREENS,
    **CONTRACTS,
    **DELIVERY,
    **DATA_EXPORT,
    **PRIVACY,
    **LEDGER,
    **FEES,
    **DEPOSITS,
    **LINE_PAYMENTS,
    **FINDINGS,
    **ARCHIVES,
    **ENROLMENT,
}


def sentence(code: str, params: dict[str, Any], language: str) -> str:
    """The sentence of `code` with its parameters, in `zh` or `en`.

    A code without a sentence is a defect that a test finds; the reader then gets the code.
    """
    pair = SENTENCES.get(code)
    if pair is None:
        return code
    return pair[LANGUAGES.index(language)].format_map(_Known(params))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
