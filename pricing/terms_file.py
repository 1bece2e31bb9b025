"""The formats offers/1 and comparable-offers/1: offers of any term and tax, made comparable."""

from dataclasses import asdict, dataclass
from typing import Any

from pricing.money import MAX_MINOR, WHOLE_BPS
from pricing.reader import Reader
from pricing.terms import Comparable, Schedule, comparable, schedule, without_vat

MOST_MONTHS = 120
MOST_MBPS = 10_000_000
MOST_RATE_BPS = 10 * WHOLE_BPS
TAX = ("out", "in")
"whether the offer's charges are stated without VAT or with it"


@dataclass(frozen=True)
class Offer:
    """One offer as it was stated: charges in fen, tax out or in, before its discount."""

    id: str
    one_off_minor: int
    monthly_minor: int
    months: int
    mbps: int
    discount_bps: int
    tax: str


@dataclass(frozen=True)
class Offers:
    """Offers with the yearly discount rate and the VAT rate at which to compare them."""

    rate_bps: int
    vat_bps: int
    offers: tuple[Offer, ...]


def parse_offers(document: Any) -> Offers:
    """The offers of an offers/1; raises Refused with every fault.

    The charges of one offer come to at most 9 * 10^14 fen over its term.
    """
    reader = Reader()
    record = reader.record(document, "", "format currency rate_bps vat_bps offers")
    if record is None:
        reader.finish()
        raise AssertionError("a refused record has faults")
    reader.header(record, "offers/1")
    rate = reader.integer(record["rate_bps"], "/rate_bps", most=MOST_RATE_BPS)
    tax = reader.integer(record["vat_bps"], "/vat_bps", most=WHOLE_BPS)
    items = reader.items(record["offers"], "/offers", empty=False)
    offers = tuple(_offer(reader, item, path) for item, path in items)
    reader.unique([(offer.id, f"/offers/{at}/id") for at, offer in enumerate(offers)])
    reader.finish()
    return Offers(rate, tax, offers)


def _offer(reader: Reader, value: Any, path: str) -> Offer:
    record = reader.record(
        value, path, "id one_off_minor monthly_minor months mbps", "discount_bps tax"
    )
    if record is None:
        return Offer("", 0, 0, 1, 1, 0, "out")
    months = reader.integer(record["months"], f"{path}/months", least=1, most=MOST_MONTHS)
    monthly = reader.integer(record["monthly_minor"], f"{path}/monthly_minor")
    one_off = reader.integer(record["one_off_minor"], f"{path}/one_off_minor")
    if one_off + monthly * months > MAX_MINOR:
        reader.fault(path, f"must come to at most {MAX_MINOR} over its term")
    discount, tax = record["discount_bps"], record["tax"]
    return Offer(
        id=reader.text(record["id"], f"{path}/id"),
        one_off_minor=one_off,
        monthly_minor=monthly,
        months=months,
        mbps=reader.integer(record["mbps"], f"{path}/mbps", least=1, most=MOST_MBPS),
        discount_bps=reader.integer(
            0 if discount is None else discount, f"{path}/discount_bps", most=WHOLE_BPS
        ),
        tax=reader.choice("out" if tax is None else tax, f"{path}/tax", TAX),
    )


def compared(offers: Offers, offer: Offer) -> tuple[Schedule, Comparable]:
    """The offer's schedule after its discount, tax out, and its comparable figures.

    Of charges with tax in, VAT is taken out of the one-off and of the month, each half up, first.
    """
    charges = (offer.one_off_minor, offer.monthly_minor)
    if offer.tax == "in":
        charges = (without_vat(charges[0], offers.vat_bps), without_vat(charges[1], offers.vat_bps))
    plan = schedule(*charges, offer.months, offer.discount_bps)
    figures = comparable(plan, offer.mbps, rate_bps=offers.rate_bps, vat_bps=offers.vat_bps)
    return plan, figures


def offers_document(offers: Offers) -> dict[str, Any]:
    """The comparable-offers/1: every offer's schedule and figures, in the order given."""
    return {
        "format": "comparable-offers/1",
        "currency": "CNY",
        "rate_bps": offers.rate_bps,
        "vat_bps": offers.vat_bps,
        "offers": [_document(offers, offer) for offer in offers.offers],
    }


def _document(offers: Offers, offer: Offer) -> dict[str, Any]:
    plan, figures = compared(offers, offer)
    return {"id": offer.id, "mbps": offer.mbps} | asdict(plan) | asdict(figures)
