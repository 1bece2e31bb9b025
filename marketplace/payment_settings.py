"""Settings of the platform's own money at Stripe; what is secret among them never shows itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

API_VERSION = "2026-10-28.endive"
"Of Stripe: what our requests and readings are written for"
KNOWN_METHODS = ("card", "alipay", "wechat_pay")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PAGES = ("https://checkout.stripe.com", "https://invoice.stripe.com")

TRIAL_KEY = "sk_test_trialTwinNoMoneyMoves"
TRIAL_SECRET = "whsec_trialTwinNoMoneyMoves"  # noqa: S105 no secret: no money moves there
"Of the demo's own Stripe"


class Mode(StrEnum):
    """What a key opens, as far as its beginning says."""

    OFF = "off"
    TRIAL = "trial"
    "a Stripe of our own where no money moves: the demo"
    TEST = "test"
    LIVE = "live"
    UNKNOWN = "unknown"
    "a key of a kind that Stripe does not give to servers"


@dataclass(frozen=True)
class PaymentSettings:
    """Without a key everything about payments is off and says so."""

    key: str | None = field(default=None, repr=False)
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    "more than one while they are exchanged"
    methods: tuple[str, ...] = ("card",)
    url: str | None = None
    "the demo's own Stripe on this machine; None: the real one"

    def __post_init__(self) -> None:
        """Raises ValueError, without quoting a key."""
        if unknown := [one for one in self.methods if one not in KNOWN_METHODS]:
            raise ValueError(f"MARKETPLACE_STRIPE_METHODS: {unknown[0]} is not one of them")
        if self.url is not None and urlsplit(self.url).hostname not in LOOPBACK:
            raise ValueError("MARKETPLACE_STRIPE_URL may only name this machine (127.0.0.1)")
        if self.url is not None and self._kind() is Mode.LIVE:
            raise ValueError("MARKETPLACE_STRIPE_URL is for trials: it takes no live key")

    @property
    def mode(self) -> Mode:
        if self.key is None:
            return Mode.OFF
        return Mode.TRIAL if self.url is not None else self._kind()

    def _kind(self) -> Mode:
        parts = (self.key or "").split("_")
        if len(parts) < 3 or parts[0] not in ("sk", "rk") or parts[1] not in ("test", "live"):
            return Mode.UNKNOWN
        return Mode(parts[1])

    @property
    def pages(self) -> tuple[str, ...]:
        """Where our forms may lead a person to pay."""
        if self.key is None:
            return ()
        return PAGES if self.url is None else (self.url,)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> PaymentSettings:
        """Of MARKETPLACE_STRIPE_*; MARKETPLACE_PAYMENTS=off switches everything off."""
        key = (environ.get("MARKETPLACE_STRIPE_KEY") or "").strip()
        if not key or environ.get("MARKETPLACE_PAYMENTS") == "off":
            return cls()
        url = (environ.get("MARKETPLACE_STRIPE_URL") or "").rstrip("/") or None
        if url is not None and environ.get("MARKETPLACE_DEMO") != "1":
            raise ValueError("MARKETPLACE_STRIPE_URL is for the demo only (MARKETPLACE_DEMO=1)")
        return cls(
            key=key,
            webhook_secrets=_parts(environ.get("MARKETPLACE_STRIPE_WEBHOOK_SECRET")),
            methods=_parts(environ.get("MARKETPLACE_STRIPE_METHODS")) or cls.methods,
            url=url,
        )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
