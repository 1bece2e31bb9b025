"""Coincidences of two uploads, each with its points: suspicion only, in no national text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from marketplace.domain.screens.facts import QuoteFacts, ScreenFacts
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings
from marketplace.domain.screens.shared_documents import producers

COINCIDENCE = "upload_coincidence"
NETWORK_BITS = {4: 24, 6: 64}
Address = IPv4Address | IPv6Address


def upload_coincidence(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """The points of two uploads reach the threshold."""
    for a, b in facts.pairs():
        points = dict(_points(a, b, settings))
        if sum(points.values()) >= settings.coincidence_points:
            yield hit(
                COINCIDENCE,
                [a.carrier, b.carrier],
                points=[{"what": what, "points": each} for what, each in points.items()],
                sum=sum(points.values()),
                threshold=settings.coincidence_points,
                apart_seconds=int(_apart(a, b).total_seconds()),
                uploads=[_told(a), _told(b)],
            )


def public_address(text: str) -> Address | None:
    """The address; None when it is none, or one behind which anybody may be."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address if address.is_global else None


def _points(a: QuoteFacts, b: QuoteFacts, settings: ScreenSettings) -> Iterator[tuple[str, int]]:
    points = settings.points
    mine, theirs = public_address(a.upload.address), public_address(b.upload.address)
    if mine is not None and mine == theirs:
        yield "same_address", points.same_address
    elif mine is not None and theirs is not None and _near(mine, theirs):
        yield "same_network", points.same_network
    if a.upload.agent and a.upload.agent == b.upload.agent:
        yield "same_agent", points.same_agent
    if _apart(a, b) <= timedelta(minutes=settings.close_minutes):
        yield "close_in_time", points.close_in_time
    if producers(a) & producers(b):
        yield "same_producer", points.same_producer


def _near(a: Address, b: Address) -> bool:
    return a.version == b.version and b in ip_network((a, NETWORK_BITS[a.version]), strict=False)


def _apart(a: QuoteFacts, b: QuoteFacts) -> timedelta:
    return abs(a.upload.at - b.upload.at)


def _told(quote: QuoteFacts) -> dict[str, str]:
    upload = quote.upload
    return {
        "carrier": quote.carrier,
        "at": upload.at.isoformat(),
        "address": upload.address,
        "agent": upload.agent,
    }
