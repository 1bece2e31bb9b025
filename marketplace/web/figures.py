"""Figures as people read them: yuan, percent, milliseconds, days and times in Shanghai."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_datetime, gettext
from markupsafe import Markup

from marketplace.domain.decimal_text import to_text
from marketplace.domain.ledger import CURRENCIES
from marketplace.web.language import spoken
from pricing.terms import per_mbps_month

SHANGHAI = ZoneInfo("Asia/Shanghai")
WAN, YI = 10_000, 100_000_000


def number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def yuan(minor: int | None) -> str:
    """Exact, with thousands separators; fen only when there are some."""
    if minor is None:
        return "–"
    sign = "-" if minor < 0 else ""
    whole, fen = divmod(abs(minor), 100)
    return f"{sign}¥{whole:,}" + (f".{fen:02d}" if fen else "")


def yuan_short(minor: int | None) -> str:
    """Rounded for a headline: ¥3.2 million, 320 万元, 1.25 亿元."""
    if minor is None:
        return "–"
    amount = minor / 100
    if spoken() == "zh":
        if amount >= YI:
            return f"{_trimmed(amount / YI)} 亿元"
        return f"{_trimmed(amount / WAN)} 万元" if amount >= WAN else yuan(minor)
    if amount >= 1_000_000:
        return f"¥{_trimmed(amount / 1_000_000)} million"
    return yuan(round(amount) * 100)


def headline(minor: int, beside: str = "") -> tuple[str, str]:
    """A sum as a headline, and what stands below: `beside`, after the exact sum if rounded."""
    short, exact = yuan_short(minor), yuan(minor)
    below = [beside] if short == exact else [exact, beside]
    return short, Markup(" · ").join(text for text in below if text)


def _trimmed(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def money(minor: int, currency: str) -> str:
    """Yuan with their sign; another currency by its code, with the decimals it has."""
    if currency == "CNY":
        return yuan(minor)
    places = CURRENCIES.get(currency, 2)
    whole, rest = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{currency} {whole:,}" + (f".{rest:0{places}d}" if places else "")


def by_mbps(total_minor: int | None, months: int, mbps: int) -> str:
    """What a Mbps costs a month, of a price for the whole term."""
    return yuan(None if total_minor is None else per_mbps_month(total_minor, months, mbps))


def yuan_input(minor: int | None) -> str:
    """As it is typed into a field."""
    return "" if minor is None else to_text(minor, 2)


def percent(bps: int | None) -> str:
    return "–" if bps is None else f"{to_text(bps, 2)}%"


def gap(bps: float | None) -> str:
    """A gap between a total and its bound, which is often far below a basis point."""
    if bps is None:
        return "–"
    text = f"{bps / 100:.4f}"
    return f"{text.rstrip('0').rstrip('.')}%" if float(text) or not bps else "< 0.0001%"


def percent_input(bps: int | None) -> str:
    return "" if bps is None else to_text(bps, 2)


def milliseconds(microseconds: int | None) -> str:
    return "–" if microseconds is None else f"{milliseconds_input(microseconds)} ms"


def milliseconds_input(microseconds: int | None) -> str:
    if microseconds is None:
        return ""
    text = to_text(microseconds, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_input(name: str, value: Any) -> str:
    """A value as it is typed into the field of this name, which ends with the value's unit."""
    return TYPED_BY_UNIT.get(name.rpartition("_")[2], str)(value)


TYPED_BY_UNIT: dict[str, Callable[[Any], str]] = {
    "minor": yuan_input,
    "bps": percent_input,
    "us": milliseconds_input,
}


def moment(at: datetime | None) -> str:
    """A time in Shanghai with the zone named."""
    if at is None:
        return "–"
    pattern = "yyyy年M月d日 HH:mm" if spoken() == "zh" else "d MMM yyyy, HH:mm"
    zone = gettext("Shanghai time")
    return f"{format_datetime(at, pattern)} {zone}"


def moment_short(at: datetime | None) -> str:
    """Without the zone, for tables whose head names it."""
    if at is None:
        return "–"
    pattern = "yyyy-MM-dd HH:mm" if spoken() == "zh" else "d MMM yyyy HH:mm"
    return str(format_datetime(at, pattern))


def moment_input(at: datetime | None) -> str:
    """For an `<input type=datetime-local>`."""
    return "" if at is None else at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def day_short(on: date) -> str:
    """Where the year stands beside it, as under a scale."""
    return str(format_date(on, "M月d日" if spoken() == "zh" else "d MMM"))


def day(on: date | None) -> str:
    if on is None:
        return "–"
    return str(format_date(on, "yyyy年M月d日" if spoken() == "zh" else "d MMM yyyy"))
