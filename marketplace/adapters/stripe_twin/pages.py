"""Pages of the twin on which a person pays: Checkout and invoices, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from marketplace.adapters.stripe_twin.cards import CARDS
from marketplace.adapters.stripe_twin.state import Object

TEMPLATES = Environment(
    loader=PackageLoader("marketplace.adapters.stripe_twin"), autoescape=select_autoescape()
)
WAYS: dict[str, tuple[str, str]] = {
    "pm_card_visa": ("银行卡：成功", "Card: it goes well"),
    "pm_card_authenticationRequired": (
        "银行卡：银行要求确认",
        "Card: the bank asks for confirmation",
    ),
    "pm_card_chargeCustomerFail": (
        "银行卡：可以保存，日后扣款被拒",
        "Card: can be saved, a later charge is declined",
    ),
    "pm_card_visa_chargeDeclined": ("银行卡：被拒", "Card: declined"),
    "pm_card_visa_chargeDeclinedInsufficientFunds": (
        "银行卡：余额不足，被拒",
        "Card: declined, not enough money",
    ),
    "alipay": ("支付宝：成功", "Alipay: it goes well"),
    "wechat_pay": ("微信支付：成功", "WeChat Pay: it goes well"),
}
FAULTS = {
    "card_declined": (
        "银行拒绝了这张卡。没有扣款。",
        "The bank declined the card. Nothing was charged.",
    ),
    "authentication_required": (
        "未经银行确认，没有扣款。",
        "Not confirmed at the bank: nothing was charged.",
    ),
}
DONE = {
    "complete": ("已完成", "Done"),
    "expired": ("此页面已失效", "This page is no longer open"),
    "paid": ("已支付", "Paid"),
    "void": ("已作废", "Void"),
    "uncollectible": ("已核销", "Written off"),
}
PLAIN = ("JPY",)
"Currencies without a smaller unit"


def sayer(lang: str) -> Callable[[str, str], str]:
    return lambda zh, en: zh if lang == "zh" else en


def money(minor: int, currency: str) -> str:
    code = currency.upper()
    return f"{code} {minor:,}" if code in PLAIN else f"{code} {minor / 100:,.2f}"


def offered(types: list[str], lang: str) -> list[tuple[str, str]]:
    """What may happen, as far as the page offers the way to pay."""
    say = sayer(lang)
    return [(way, say(*words)) for way, words in WAYS.items() if CARDS[way].type in types]


def _page(lang: str, **values: Any) -> str:
    return TEMPLATES.get_template("pay.html").render(lang=lang, say=sayer(lang), **values)


def checkout_page(session: Object, lang: str, *, fault: str = "", asks: str = "") -> str:
    """`fault`: code of what went wrong; `asks`: the way to pay that the bank wants confirmed."""
    say, saves = sayer(lang), session["mode"] == "setup"
    if session["status"] != "open":
        return _page(lang, title=say(*DONE[session["status"]]))
    words = ("保存支付方式", "Save a way to pay") if saves else ("支付", "Pay")
    total = session["amount_total"]
    return _page(
        lang,
        title=say(*words),
        button=say(*words),
        what=session["_title"],
        amount=money(total, session["currency"]) if total else "",
        note=say(*FAULTS.get(fault, FAULTS["card_declined"])) if fault else "",
        asks=asks,
        open=True,
        ways=offered(session["payment_method_types"], lang),
        back=session["cancel_url"],
    )


def invoice_page(invoice: Object, lang: str, *, fault: str = "", asks: str = "") -> str:
    say, open_ = sayer(lang), invoice["status"] == "open"
    number = invoice["number"]
    types = invoice["payment_settings"]["payment_method_types"] or ["card"]
    return _page(
        lang,
        title=say(f"账单 {number}", f"Invoice {number}"),
        button=say("支付", "Pay"),
        what=invoice["description"] if open_ else say(*DONE[invoice["status"]]),
        amount=money(
            invoice["amount_remaining"] if open_ else invoice["total"], invoice["currency"]
        ),
        note=say(*FAULTS.get(fault, FAULTS["card_declined"])) if fault else "",
        asks=asks if open_ else "",
        open=open_,
        ways=offered(types, lang),
        facts=_sums(invoice, lang),
        pdf=f"/invoice/{invoice['id']}/pdf",
    )


def _sums(invoice: Object, lang: str) -> list[tuple[str, str]]:
    say, currency = sayer(lang), invoice["currency"]
    tax = sum(each["amount"] for each in invoice["total_taxes"])
    return [
        (say("客户", "Customer"), invoice["customer_name"] or ""),
        (say("不含税", "Without VAT"), money(invoice["total"] - tax, currency)),
        (say("增值税", "VAT"), money(tax, currency)),
        (say("价税合计", "Total"), money(invoice["total"], currency)),
    ]
