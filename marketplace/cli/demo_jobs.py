"""Jobs of the demo, done at once: its awards and contracts are there when the seeding ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.db.session import Database, now_of
from marketplace.domain.contract_document import LANGUAGES, document_sha256, printed
from marketplace.domain.export_record import printed_record
from marketplace.runtime import Runtime
from marketplace.services.find_known_awards import find_known_awards, find_waiting_solves
from marketplace.services.keep_certificate import store_certificate
from marketplace.services.keep_export_record import find_record_facts, keep_export_record
from marketplace.services.keep_file import store_made
from marketplace.services.record_solution import find_problem, find_rfq_of, record_solution
from marketplace.services.render_contract import find_contract_facts, keep_documents
from marketplace.services.screen_quotes import screen_quotes
from pricing.award import verify
from pricing.award.problem_file import parse_problem
from pricing.award.sharing import solve_sharing

ActOnDeposit = Callable[..., None]
"The job of the deposits: it is given, for jobs stand beside the commands"


class Unsolved(RuntimeError):
    """The award of a demo group buy could not be computed."""


@dataclass(frozen=True)
class _Within:
    """For a job that keeps its own transactions: all of them are the seeding's one."""

    session: Session

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        yield self.session
        self.session.flush()

    single_statements = unit_of_work


@dataclass(frozen=True)
class InlineJobs:
    """A queue that does its jobs at once, within the transaction of the seeding."""

    runtime: Runtime
    act_on_deposit: ActOnDeposit

    def defer(
        self, session: Session, job: str, *, lock: str | None = None, **arguments: str | int
    ) -> None:
        """Do the job in the seeding's transaction; raises Unsolved for one it does not know."""
        if job == "solve_award":
            self._solve(session, UUID(str(arguments["solve_id"])))
        elif job == "solve_scenarios":
            for solve_id in find_waiting_solves(session, UUID(str(arguments["rfq_id"]))):
                self._solve(session, solve_id)
        elif job == "screen_quotes":
            screen_quotes(session, rfq_id=UUID(str(arguments["rfq_id"])), now=now_of(session))
        elif job == "render_contract":
            self._print(session, UUID(str(arguments["contract_id"])))
        elif job == "act_on_deposit":
            within = replace(self.runtime, database=cast("Database", _Within(session)))
            self.act_on_deposit(within, deposit_id=str(arguments["deposit_id"]))
        elif job == "print_export_record":
            self._print_record(session, UUID(str(arguments["check_id"])))
        else:
            raise Unsolved(f"the demo knows no job {job}")

    def _solve(self, session: Session, solve_id: UUID) -> None:
        document, rfq_id = find_problem(session, solve_id), find_rfq_of(session, solve_id)
        if document is None or rfq_id is None:
            raise Unsolved(f"nothing to solve: {solve_id}")
        problem = parse_problem(document)
        solver = partial(self.runtime.solver, time_limit=self.runtime.config.solve_seconds)
        found = solve_sharing(problem, find_known_awards(session, rfq_id), solver)
        if findings := verify(problem, found.result, found.certificate):
            raise Unsolved("; ".join(findings[:5]))
        record_solution(
            session,
            solve_id=solve_id,
            result=found.result,
            certificate=store_certificate(found.certificate, storage=self.runtime.storage),
            proof_of=None if found.proof_of is None else found.proof_of.key,
            now=now_of(session),
        )

    def _print(self, session: Session, contract_id: UUID) -> None:
        facts = find_contract_facts(session, contract_id)
        if facts is None:
            return
        documents = [self.runtime.documents.contract(printed(facts, code)) for code in LANGUAGES]
        keep_documents(
            session,
            contract_id=contract_id,
            facts=facts,
            documents=[store_made(one, storage=self.runtime.storage) for one in documents],
            checksum=document_sha256(documents),
            now=now_of(session),
        )

    def _print_record(self, session: Session, check_id: UUID) -> None:
        facts = find_record_facts(session, check_id)
        if facts is None:
            return
        printed_in = self.runtime.documents.export_record
        documents = [printed_in(printed_record(facts, code)) for code in LANGUAGES]
        stored = [store_made(one, storage=self.runtime.storage) for one in documents]
        keep_export_record(
            session, check_id=check_id, facts=facts, documents=stored, now=now_of(session)
        )
