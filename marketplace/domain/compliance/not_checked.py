"""Rules of regulation.md that no function here asks, each with the reason."""

from __future__ import annotations

NOT_CHECKED = {
    "BID-17": "Committee, candidates and objections of a statutory tender: BID-22 refuses that "
    "procedure here, for the marketplace is not certified for it.",
    "BID-24": "Signing and archiving is built in: award, contract and quotes are hashed and kept "
    "(PLAT-12 and SEC-06 are asked); nothing is left to state.",
    "BID-25": "A design rule: envelopes are kept as ciphertext with their SHA-256 and time; the "
    "tests of sealing show it.",
    "COMP-06": "Carriers' collusion is what COLL-01 to COLL-08 look for.",
    "PLAT-01": "Says what the marketplace is (an e-commerce platform), asks for nothing by itself.",
    "PROC-01": "Private enterprises run a sealed RFQ: the default, so there is nothing to fail.",
}
