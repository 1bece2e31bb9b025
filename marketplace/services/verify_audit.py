"""Recompute the audit log's hash chains and find every edit, deletion, insertion, reordering.

What it cannot find alone: a tail cut off together with its head, or a whole chain written anew, by
somebody who owns the database. For that, keep the heads that `audit heads` prints elsewhere and
give them to `audit verify --heads`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models.audit import PLATFORM_CHAIN

# One statement, so that entries and heads are of one snapshot while others go on writing.
_LOG = sa.text("""
    SELECT coalesce(e.chain, c.chain) AS chain, e.seq, e.previous_hash, e.hash, e.event,
           e.subject, e.subject_id::text AS subject_id,
           CASE WHEN e.id IS NOT NULL THEN audit_payload(e) END AS payload,
           c.length, c.head_hash
    FROM audit_entries e FULL JOIN audit_chains c ON c.chain = e.chain
    ORDER BY 1, e.seq
""")
_HEADS = sa.text("SELECT chain, length, encode(head_hash, 'hex') FROM audit_chains ORDER BY chain")


@dataclass(frozen=True)
class Finding:
    """One thing wrong: in which chain, at which entry (None: the chain as a whole), and what."""

    chain: str
    seq: int | None
    fault: str

    def __str__(self) -> str:
        return f"{self.chain} {'-' if self.seq is None else self.seq} {self.fault}"


@dataclass(frozen=True)
class Head:
    """How long a chain was once, and the hash of its last entry then."""

    chain: str
    length: int
    hash: str


@dataclass
class Verification:
    """What a walk through the log has found so far."""

    known_heads: dict[tuple[str, int], str] = field(default_factory=dict)
    "heads noted earlier, which must still be found at their place"
    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    chains: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    "chains that the platform's chain says have started"

    def find(self, chain: str, seq: int | None, fault: str) -> None:
        self.findings.append(Finding(chain, seq, fault))


def verify_audit(session: Session, heads: Iterable[Head] = ()) -> Verification:
    """Walk through the whole log chain by chain, in constant memory per entry."""
    verification = Verification({(h.chain, h.length): h.hash for h in heads})
    rows = session.execute(_LOG, execution_options={"yield_per": 2000})
    for chain, entries in _by_chain(rows):
        verification.chains.add(chain)
        _verify_chain(verification, chain, entries)
    for chain in sorted(verification.chains - verification.named - {PLATFORM_CHAIN}):
        verification.find(chain, None, "chain_never_started")
    for chain in sorted(verification.named - verification.chains):
        verification.find(chain, None, "chain_missing")
    for chain, seq in verification.known_heads:
        verification.find(chain, seq, "noted_head_missing")
    return verification


def audit_heads(session: Session) -> list[Head]:
    """The head of every chain now."""
    return [Head(*row) for row in session.execute(_HEADS)]


def _by_chain(rows: Iterable[Any]) -> Iterator[tuple[str, Iterator[Any]]]:
    """Rows in runs of one chain; each run is used up before the next is asked for."""
    return groupby(rows, key=lambda row: row.chain)


def _verify_chain(found: Verification, chain: str, entries: Iterable[Any]) -> None:
    previous, seq, row = b"", 0, None
    for row in entries:
        if row.seq is None:  # a head without any entry
            break
        if row.seq != seq + 1:
            found.find(chain, row.seq, "gap_before" if row.seq > seq else "out_of_order")
        if row.previous_hash != previous:
            found.find(chain, row.seq, "not_linked_to_the_entry_before")
        expected = hashlib.sha256(bytes(row.previous_hash) + row.payload.encode()).digest()
        if row.hash != expected:
            found.find(chain, row.seq, "changed")
        _note(found, chain, row)
        previous, seq = bytes(row.hash), row.seq
    _verify_head(found, chain, seq, previous, row)


def _note(found: Verification, chain: str, row: Any) -> None:
    """Count the entry; remember the chain it names; compare with a head noted earlier."""
    found.entries += 1
    if chain == PLATFORM_CHAIN and (row.subject, row.event) == ("audit_chain", "chain_started"):
        found.named.add(row.subject_id)
    if (noted := found.known_heads.get((chain, row.seq))) is not None:
        del found.known_heads[chain, row.seq]
        if noted != bytes(row.hash).hex():
            found.find(chain, row.seq, "differs_from_the_noted_head")


def _verify_head(found: Verification, chain: str, seq: int, last: bytes, row: Any) -> None:
    if row.length is None:
        found.find(chain, None, "head_missing")
    elif row.length != seq:
        found.find(
            chain,
            seq,
            f"ends_early_{row.length}_expected"
            if seq < row.length
            else f"longer_than_its_head_{row.length}",
        )
    elif row.head_hash != last:
        found.find(chain, seq, "head_differs")
