"""The guided tour of the demo: who is met in which order, and what each is shown."""

# ruff: noqa: E501  (a sentence is a line)
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

COOKIE = "tour"
"Which step the newcomer is at; kept by the browser until it is closed"


@dataclass(frozen=True)
class Stop:
    """A page to look at, and what there is to see."""

    endpoint: str
    values: dict[str, Any]
    text: Any


@dataclass(frozen=True)
class Step:
    """One person of the demo: a login, what the role does, and the pages to look at."""

    key: str
    email: str
    title: Any
    does: Any
    stops: tuple[Stop, ...]
    number: int = 0
    count: int = 0


def _stop(endpoint: str, text: Any, **values: str) -> Stop:
    return Stop(endpoint, values, text)


_STEPS = (
    Step(
        "member",
        "it@yunzhi.example.com",
        _("A company that needs lines"),
        _(
            "It joins the group buys of its park, sees its price fall as others join, and later accepts or declines what it was awarded."
        ),
        (
            _stop("home.show", _("Home: what needs the company now, and what it has gained")),
            _stop("group_buy_pages.listing", _("Group buys that gather demand: open one, and see today's tier and your price before you join"), state="open"),
            _stop("archive_pages.overview", _("User archives: what a carrier must know of a company before a line goes live")),
        ),
    ),
    Step(
        "organiser",
        "park@dishui.example.com",
        _("The park that organises"),
        _(
            "It opens group buys, asks the carriers once demand is locked, and picks the award. It sees no quote before the opening and keeps no margin."
        ),
        (
            _stop("group_buy_pages.listing", _("All its group buys, in every state of their life")),
            _stop("group_buy_pages.listing", _("Quotes opened: the award room compares scenarios and explains every line"), state="opened"),
            _stop("premises_pages.listing", _("Premises that companies stated and the park confirms")),
        ),
    ),
    Step(
        "carrier",
        "quotes@canglang.example.com",
        _("A carrier that quotes"),
        _(
            "It keeps a price book, answers requests with one sealed quote each, and contracts with the companies it won."
        ),
        (
            _stop("rfq_pages.listing", _("Requests for quotes with their due times: a quote is sealed until then, for everybody")),
            _stop("price_book_pages.listing", _("The price book, from which list prices come")),
            _stop("contract_pages.listing", _("Contracts won, to sign and to deliver")),
        ),
    ),
    Step(
        "answering",
        "it@anlan.example.com",
        _("A company with an award to answer"),
        _(
            "It sees what it gets from whom, beside list price, ceiling and the other quotes, and accepts, declines or takes another quote until the window closes."
        ),
        (
            _stop("home.show", _("Home: the award that waits for an answer, and until when")),
            _stop("group_buy_pages.listing", _("Awarded group buys: open one, and answer line by line"), state="awarded"),
        ),
    ),
    Step(
        "awarded",
        "it@zhenhe.example.com",
        _("A foreign-invested company, in English"),
        _(
            "A foreign-invested company reads the same pages in English: what it gets from whom, at which price, and until when it may decide."
        ),
        (
            _stop("home.show", _("Home, with what waits for a decision")),
            _stop("notice_pages.listing", _("Award notices: what was published, and why")),
            _stop("savings_pages.own", _("Savings against list price and ceiling")),
        ),
    ),
    Step(
        "reviewer",
        "reviewer@platform.example.com",
        _("The reviewer"),
        _(
            "Rules are asked at every step; what they hold waits for a person, who decides with a written reason."
        ),
        (
            _stop("finding_pages.listing", _("Findings that wait, each with its facts, its source and its evidence")),
            _stop("organisations.listing", _("Organisations to confirm against the public register"), state="pending"),
            _stop("licences.listing", _("Licences of the carriers, looked up and verified")),
        ),
    ),
    Step(
        "operator",
        "operator@platform.example.com",
        _("The operator"),
        _(
            "It runs the marketplace and does what the law asks of it, but cannot read a sealed quote."
        ),
        (
            _stop("duty_pages.listing", _("Duties with their rhythm and when they were last done")),
            _stop("fee_pages.listing", _("Service fees, from contract to payment")),
            _stop("ledger_pages.show", _("The ledger, which balances to the fen")),
        ),
    ),
    Step(
        "observer",
        "observer@regulator.example.com",
        _("The regulator who observes"),
        _("It reads everything that is open and the audit log, and changes nothing."),
        (
            _stop("audit.listing", _("The audit log: every act, chained by hash")),
            _stop("screen_pages.listing", _("Signs of collusion at the openings, and what was decided")),
            _stop("savings_pages.published", _("What group buying has saved, published for everybody")),
        ),
    ),
)  # fmt: skip


def steps() -> list[Step]:
    """All steps in order, each with its number."""
    return [
        Step(s.key, s.email, s.title, s.does, s.stops, number, len(_STEPS))
        for number, s in enumerate(_STEPS, 1)
    ]


def present() -> Step | None:
    """The step that this browser is at; None outside the tour."""
    key = request.cookies.get(COOKIE, "")
    return next((step for step in steps() if step.key == key), None)
