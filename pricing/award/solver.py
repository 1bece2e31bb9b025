"""The search for the award, its proof, and the ties; every award is settled in whole fen."""

import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

import numpy as np

from pricing.award.cores import Cores
from pricing.award.explain import find_conflicts
from pricing.award.guesses import first_guesses
from pricing.award.impossible import proves_impossible
from pricing.award.incumbent import Incumbent, Report
from pricing.award.offers import floor_of
from pricing.award.outcome import Outcome
from pricing.award.plain_award import try_plain_model
from pricing.award.problem import Problem
from pricing.award.proof.certificate import Certificate, Multipliers, PartProof, WinnerCase
from pricing.award.proof.certificate_file import certificate_document
from pricing.award.proof.check import find_gaps
from pricing.award.proof.exact import Ints, TooWide, scale_for
from pricing.award.proof.market import Market
from pricing.award.proof.reading import market_of
from pricing.award.proof.width import without_dear
from pricing.award.result import MAX_TIED_LINES
from pricing.award.rules import Carriers
from pricing.award.search.engine import Engine
from pricing.award.search.written import certificate_of
from pricing.award.tie_search import ties_broken

NOTHING = Certificate(
    scale_for(1), 0, (WinnerCase(None, Multipliers(), (PartProof(None, 0, (), ()),)),)
)
"the proof that no award of no lines costs less than nothing"
KEPT_FOR_PROOF = 0.25
"part of the time that is left for writing the certificate, checking it and the ties"
MANY_LINES = 5_000
SPARED_SECONDS = 8.0
"processor seconds from one award to the next, where settling one takes long"


def decide(
    problem: Problem,
    *,
    deadline: float = math.inf,
    gap_bps: float = 0,
    report: Report | None = None,
    guesses: Iterable[Carriers] = (),
    cores: int = 1,
    certified: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Award the problem, by `deadline` (monotonic seconds) or within `gap_bps` of the least.

    `guesses` are assignments to start from, such as the awards of other scenarios. What comes out
    before the deadline is the same on any number of cores. `certified` is told what is proven
    before equal totals are told apart, which may take long.
    """
    best = Incumbent(problem, report)
    decision = _Decision(problem, best, deadline, Cores(cores))
    decision.certified = certified
    return decision.outcome(gap_bps, guesses)


class _Decision:
    """One solve, with the CPU seconds of its phases."""

    def __init__(self, problem: Problem, best: Incumbent, deadline: float, cores: Cores) -> None:
        self.problem, self.best, self.deadline, self.cores = problem, best, deadline, cores
        left = max(0.0, deadline - time.monotonic())
        self.searched_until = deadline if left == math.inf else deadline - KEPT_FOR_PROOF * left
        self.impossible = False
        self.certified: Callable[[Outcome], None] | None = None
        self.below: int | None = None
        "awards of that many fen or more are not looked for, where amounts are too wide"
        self.seconds: dict[str, float] = {}
        self.told_at = -math.inf
        self.untold: Ints | None = None
        self.names: list[str | None] = [*(quote.carrier for quote in problem.quotes), None]

    def outcome(self, gap_bps: float, guesses: Iterable[Carriers]) -> Outcome:
        for guess in guesses:
            self.best.offer(guess)
        if not self.problem.lines and self.best.offer(()) is not None:
            return Outcome("optimal", (), certificate=certificate_document(NOTHING))
        started = time.process_time()
        engine = self._search(gap_bps)
        started = self._clock("solve", started)
        if self.impossible and self.best.settlement is None:
            return self._impossible(engine)
        stopped = self._stop(engine)
        certificate = None if engine is None else self._certificate(engine)
        started = self._clock("certificate", started)
        # A bound without a proof that checks is no bound to give out.
        bound = floor_of(self.problem) if certificate is None else certificate.bound_minor
        if self.best.settlement is None:
            return Outcome("undecided", bound=bound, stopped=stopped)
        found = Outcome(
            "feasible",
            self.best.settlement.carriers,
            min(bound, self.best.settlement.objective),
            stopped=stopped,
            certificate=None if certificate is None else certificate_document(certificate),
            seconds=self.seconds,
        )
        if engine is None or certificate is None or bound < self.best.settlement.objective:
            return found
        return self._proven(engine, found, started)

    def _proven(self, engine: Engine, found: Outcome, started: float) -> Outcome:
        """The award that the tie rule names among those of the proven total, if it can be told."""
        if self.certified is not None:
            self.certified(found)
        exact = len(self.problem.lines) > MAX_TIED_LINES or ties_broken(
            self.best, engine, self.deadline
        )
        self._clock("ties", started)
        assert self.best.settlement is not None
        found = replace(found, carriers=self.best.settlement.carriers, seconds=self.seconds)
        if exact:
            return replace(found, status="optimal", stopped=None)
        return replace(found, stopped="time_limit" if _past(self.deadline) else "ties")

    def _stop(self, engine: Engine | None) -> str:
        """Why the search ended, if it did so without a proof."""
        if engine is None:
            return "too_wide"
        near = not (engine.gave_up or engine.proven)
        return self._late() or ("gap" if near else "gave_up")

    def _late(self) -> str | None:
        return "time_limit" if _past(self.searched_until) else None

    def _certificate(self, engine: Engine) -> Certificate | None:
        """The proof of the engine's bound, checked; None where there is none that holds."""
        certificate = certificate_of(self.problem, engine)
        if certificate is None:
            return None
        certificate = replace(certificate, below_minor=self.below)
        if find_gaps(self.problem, certificate, self.cores):
            return None
        self.best.raise_bound(certificate.bound_minor)
        return certificate

    def _impossible(self, engine: Engine | None) -> Outcome:
        """No award meets the rules: the proof, where one checks, and which of them clash."""
        proof = None if engine is None else self._certificate(engine)
        if proof is not None and not proves_impossible(self.problem, proof):
            proof = None
        conflicts, minimal = find_conflicts(self.problem, self.deadline)
        return Outcome(
            "infeasible",
            conflicts=conflicts,
            conflicts_minimal=minimal,
            certificate=None if proof is None else certificate_document(proof),
        )

    def _search(self, gap_bps: float) -> Engine | None:
        """The engine when it has done what it could; None for amounts beyond it."""
        market = self._market()
        if market is None:
            return None
        engine = Engine(
            market,
            deadline=self.searched_until,
            gap_bps=gap_bps,
            told=lambda columns: self._told(_by_line(market, columns)),
            learnt=lambda bound: self.best.raise_bound(-(-bound // market.scale)),
            counted=self.best.count,
            cores=self.cores,
        )
        if self.best.settlement is not None:
            engine.offer(_columns(self.problem, engine, self.best.settlement.carriers))
        engine.run()
        if self.untold is not None:
            self._offer(self.untold)
        self.impossible = engine.best is None and engine.proven
        if engine.gave_up:
            self.impossible = try_plain_model(self.best, self.searched_until)
        return engine

    def _market(self) -> Market | None:
        """The problem in arrays; where it is too wide, without what its best award rules out.

        None where it is too wide still, or no award was found.
        """
        with suppress(TooWide):
            return market_of(self.problem)
        for guess in first_guesses(self.problem):
            self.best.offer(guess)
        self.impossible = try_plain_model(self.best, self.searched_until)
        if self.best.objective is None:
            return None
        self.below = self.best.objective + 1
        with suppress(TooWide):
            return market_of(without_dear(self.problem, self.below))
        return None

    def _told(self, columns: Ints) -> None:
        """Offers the engine's award, now and then where settling it takes long.

        `columns` is by the problem's lines.
        """
        self.untold = columns
        if len(self.problem.lines) <= MANY_LINES or self._spared():
            self._offer(columns)

    def _spared(self) -> bool:
        return time.process_time() - self.told_at > SPARED_SECONDS

    def _offer(self, columns: Ints) -> None:
        self.best.offer([self.names[at] for at in columns.tolist()])
        self.told_at, self.untold = time.process_time(), None

    def _clock(self, phase: str, started: float) -> float:
        now = time.process_time()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - started
        return now


def _by_line(market: Market, columns: Ints) -> Ints:
    found = np.empty_like(columns)
    found[market.lines] = columns
    return found


def _columns(problem: Problem, engine: Engine, carriers: Carriers) -> Ints:
    """The assignment as the engine counts lines and carriers."""
    number = {quote.carrier: at for at, quote in enumerate(problem.quotes)}
    by_line = [len(number) if name is None else number[name] for name in carriers]
    return np.array(by_line, dtype=np.int64)[engine.market.lines]


def _past(moment: float) -> bool:
    return time.monotonic() >= moment
