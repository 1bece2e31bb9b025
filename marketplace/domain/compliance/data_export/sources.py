"""The sources of each path, by the day: articles were renumbered, measures came into force."""

from __future__ import annotations

from datetime import date

from marketplace.domain.compliance.instruments.data import (
    CERTIFICATION,
    CROSS_BORDER_FLOW,
    CYBERSECURITY,
    DATA_SECURITY,
    NETWORK_DATA,
    PERSONAL_INFORMATION,
    SHANGHAI_LIST,
    SHANGHAI_LIST_2024,
)
from marketplace.domain.compliance.source import S, Source

FIRST_DAY = date(2024, 3, 22)
"The provisions on cross-border flow are in force from here; the table tells nothing of before"
REGULATIONS_DAY = date(2025, 1, 1)
"from here the Regulations on Network Data Security"
LIST_DAYS = date(2025, 2, 8), date(2026, 4, 24)
"from here the 2024 and the 2025 edition of the Shanghai list"
NEW_NUMBERS_DAY = date(2026, 1, 1)
"from here the renumbered Cybersecurity Law and the measures for certification"


def sources_of(code: str, on: date) -> tuple[Source, ...]:
    """The sources of a row of the table on that day."""
    flow = _FLOW.get(code, ())
    of_flow = (CROSS_BORDER_FLOW.at(*flow, mark=S),) if flow else ()
    return (*_laws(code, on), *_regulations(code, on), *of_flow, *_more(code, on))


_FLOW: dict[str, tuple[str, ...]] = {
    "D1": ("7",),
    "D2": ("4",),
    "D3": ("3",),
    "D4a": ("5(1)",),
    "D4b": ("5(2)",),
    "D4c": ("5(3)",),
    "D5": ("6",),
    "D5b": ("6",),
    "D6": ("7(1)",),
    "D7": ("7(2)",),
    "D8": ("8",),
    "D9": ("5(4)",),
    "D10": ("3-8",),
}
_REGULATIONS: dict[str, tuple[str, ...]] = {
    "D1": ("37",),
    "D1b": ("29", "37"),
    "D4a": ("35(4)",),
    "D4b": ("35(5)",),
    "D4c": ("35(7)",),
}


def _laws(code: str, on: date) -> tuple[Source, ...]:
    if code == "D0":
        return DATA_SECURITY.at("21", "36"), PERSONAL_INFORMATION.at("41")
    if code == "D6":
        article = "39" if on >= NEW_NUMBERS_DAY else "37"
        return PERSONAL_INFORMATION.at("40"), CYBERSECURITY.at(article)
    return ()


def _regulations(code: str, on: date) -> tuple[Source, ...]:
    articles = _REGULATIONS.get(code, ())
    return (NETWORK_DATA.at(*articles),) if articles and on >= REGULATIONS_DAY else ()


def _more(code: str, on: date) -> tuple[Source, ...]:
    if code == "D8" and on >= NEW_NUMBERS_DAY:
        return (CERTIFICATION.at("5"),)
    if code in ("D5", "D5b") and on >= LIST_DAYS[0]:
        edition = SHANGHAI_LIST if on >= LIST_DAYS[1] else SHANGHAI_LIST_2024
        return (edition.at(mark=S),)
    return ()
