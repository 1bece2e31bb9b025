"""How pages tell a finding: its rule, source, sentences and facts, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_login import current_user

from marketplace.domain.compliance.gates import GATE_NAMES, Gate
from marketplace.domain.compliance.registry import find_rule
from marketplace.models import KeptFinding
from marketplace.schemas.findings import facts_of, said_of
from marketplace.web.language import spoken


def rule_title(finding: KeptFinding) -> str:
    return find_rule(finding.code, finding.version).title.in_language(spoken())


def rule_sources(finding: KeptFinding) -> list[str]:
    """Where the rule comes from, as it may be printed."""
    return find_rule(finding.code, finding.version).printed_sources(spoken())


def source_links(sources: Sequence[Any]) -> list[tuple[str, str]]:
    """The printed sources, each once, with the official address to check."""
    told = {one.printed(spoken()): one.as_dict()["address"] or "" for one in sources}
    return list(told.items())


def rule_links(finding: KeptFinding) -> list[tuple[str, str]]:
    return source_links(find_rule(finding.code, finding.version).sources)


def gate_name(gate: Gate | str) -> str:
    return GATE_NAMES[Gate(str(gate))].in_language(spoken())


def gate_choices() -> list[tuple[str, str]]:
    return [(str(gate), gate_name(gate)) for gate in Gate]


def said(finding: KeptFinding) -> list[dict[str, str]]:
    """What the rule says, in the reader's language, each with its outcome and its link."""
    return [
        {
            "outcome": one["outcome"],
            "text": one["messages"][spoken()],
            "link": _where_mended(finding, one["link"]),
        }
        for one in said_of(finding)
    ]


def _where_mended(finding: KeptFinding, link: str) -> str:
    """The page on which its owner mends it; others read of a file with its organisation, or "".

    Only owners can open the pages on which they mend; the platform's is its operators'.
    """
    reader = current_user.organisation_id if current_user.is_authenticated else None
    own = finding.organisation_id == reader
    if own or finding.subject == "platform":
        return link
    return (
        f"/organisations/{finding.organisation_id}#enrolment"
        if link.startswith("/enrolment")
        else ""
    )


def seen_facts(finding: KeptFinding) -> list[tuple[str, str]]:
    """Name and value of everything that the rule looked at."""
    return [(one["label"][spoken()], value_told(one["value"])) for one in facts_of(finding)]


def value_told(value: Any) -> str:
    if value is None or value == "":
        return gettext("not stated")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(value_told(one) for one in value)
    return str(value)


def thing_link(finding: KeptFinding) -> str | None:
    """The page on which a reviewer reads of the thing."""
    pages = {
        "organisation": ("organisations.show", "organisation_id"),
        "group_buy": ("group_buy_pages.show", "group_buy_id"),
        "carrier": ("organisations.show", "organisation_id"),
        "contract": ("contract_pages.show", "contract_id"),
        "contract_line": ("installation_pages.show", "contract_line_id"),
        "rfq": ("rfq_room.show", "rfq_id"),
        "data_export": ("data_export_pages.show", "export_id"),
    }
    if finding.subject == "platform":
        return url_for("platform_pages.show")
    if finding.subject not in pages:
        return None
    endpoint, argument = pages[finding.subject]
    named: dict[str, Any] = {argument: finding.subject_id}
    return url_for(endpoint, **named)


TOLD = {
    one.__name__: one
    for one in (rule_title, rule_sources, rule_links, gate_name, said, seen_facts, thing_link)
}
"What templates of findings call"
