"""Whether a webhook was signed by Stripe, lately, with one of our secrets."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

WINDOW_SECONDS = 300
"A signature older than this, or so far ahead, may be somebody's copy"


def signed_by_stripe(body: bytes, header: str, secrets: Iterable[str], *, now: datetime) -> bool:
    """`header` is `t=SECONDS,v1=HEX,...`; `now` is real time. False for anything else."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    given = [value for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not times[0].isascii() or not times[0].isdigit() or len(times[0]) > 12:
        return False
    if abs(now.timestamp() - int(times[0])) > WINDOW_SECONDS:
        return False
    signed = times[0].encode() + b"." + body
    ours = [hmac.new(secret.encode(), signed, sha256).hexdigest() for secret in secrets]
    return any(hmac.compare_digest(one.encode(), other.encode()) for one in ours for other in given)
