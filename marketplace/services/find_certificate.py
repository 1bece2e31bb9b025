"""The proof of a solve's bound, for everybody who may read the result."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.errors import NotFound
from marketplace.models import Solve, StoredFile
from marketplace.ports import Storage
from marketplace.security.identity import Identity
from marketplace.services.find_awards import find_solve


@dataclass(frozen=True)
class Certificate:
    """A packed proof, and the solve whose problem it speaks of."""

    packed: bytes
    solve_id: UUID

    @property
    def unpacked(self) -> bytes:
        return gzip.decompress(self.packed)


def find_certificate(
    session: Session, *, solve_id: UUID, storage: Storage, identity: Identity
) -> Certificate:
    """The proof of a solve's bound, be it its own or another's of the same quotes.

    For those who read the result. Raises NotFound, also where nothing is proven.
    """
    solve = find_solve(session, solve_id=solve_id, identity=identity)
    proof = solve if solve.proof_of_id is None else session.get_one(Solve, solve.proof_of_id)
    if proof.certificate_id is None:
        raise NotFound()
    file = session.get_one(StoredFile, proof.certificate_id)
    return Certificate(storage.get(file.sha256), proof.id)
