"""The search for the award, its proof, and the ties; every award is settled in whole fen."""

import math
import time
from collections.abc import Iterable

import numpy as np

from pricing.award.cores import Cores
from pricing.award.explain import find_conflicts
from pricing.award.guesses import first_guesses
from pricing.award.incumbent import Incumbent, Report
from pricing.award.offers import least_costs
from pricing.award.outcome import Outcome
from pricing.award.plain_award import try_plain_model
from pricing.award.problem import Problem
from pricing.award.proof.certificate import Certificate, Multipliers, PartProof, WinnerCase
from pricing.award.proof.certificate_file import certificate_document
from pricing.award.proof.check import find_gaps
from pricing.award.proof.exact import Ints, TooWide, scale_for
from pricing.award.proof.market import Market
from pricing.award.proof.reading import market_of
from pricing.award.result import MAX_TIED_LINES
from pricing.award.rules import Carriers
from pricing.award.search.engine import Engine
from pricing.award.search.written import certificate_of
from pricing.award.tie_search import ties_broken

NOTHING = Certificate(
    scale_for(1), 0, (WinnerCase(None, Multipliers(), (PartProof(None, 0, (), ()),)),)
)
"the proof that no award of no lines costs less than nothing"
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
) -> Outcome:
    """Award the problem, by `deadline` (monotonic seconds) or within `gap_bps` of the least.

    `guesses` are assignments to start from, such as the awards of other scenarios. What comes out
    before the deadline is the same on any number of cores.
    """
    best = Incumbent(problem, report)
    return _Decision(problem, best, deadline, Cores(cores)).outcome(gap_bps, guesses)


class _Decision:
    """One solve, with the CPU seconds of its phases."""

    def __init__(self, problem: Problem, best: Incumbent, deadline: float, cores: Cores) -> None:
        self.problem, self.best, self.deadline, self.cores = problem, best, deadline, cores
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
        if engine is None:
            return self._without_proof()
        if engine.best is None and engine.proven and self.best.settlement is None:
            conflicts, minimal = find_conflicts(self.problem, self.deadline)
            return Outcome("infeasible", conflicts=conflicts, conflicts_minimal=minimal)
        # A bound without a proof that checks is no bound to give out.
        certificate = certificate_of(self.problem, engine)
        gaps = ["/: not every case was bounded"]
        if certificate is not None:
            gaps = find_gaps(self.problem, certificate, self.cores)
            if not gaps:
                self.best.raise_bound(certificate.bound_minor)
        bound = self._floor() if gaps else self.best.bound
        started = self._clock("certificate", started)
        settlement = self.best.settlement
        if settlement is None:
            return Outcome("undecided", bound=bound)
        proven = self.best.proven and not gaps
        exact = proven and (
            len(self.problem.lines) > MAX_TIED_LINES
            or ties_broken(self.best, engine, self.deadline)
        )
        self._clock("ties", started)
        return Outcome(
            "optimal" if exact else "feasible",
            self.best.settlement.carriers if self.best.settlement else None,
            min(bound, settlement.objective),
            certificate=None if gaps or certificate is None else certificate_document(certificate),
            seconds=self.seconds,
        )

    def _search(self, gap_bps: float) -> Engine | None:
        """The engine when it has done what it could; None for amounts beyond it."""
        try:
            market = market_of(self.problem)
        except TooWide:
            return None
        engine = Engine(
            market,
            deadline=self.deadline,
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
        if engine.gave_up:
            try_plain_model(self.best, self.deadline)
        return engine

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

    def _without_proof(self) -> Outcome:
        """For amounts too wide for the engine: a simple award and an honest gap."""
        for guess in first_guesses(self.problem):
            self.best.offer(guess)
        self.best.raise_bound(self._floor())
        settlement = self.best.settlement
        if settlement is None:
            return Outcome("undecided", bound=self.best.bound)
        return Outcome("feasible", settlement.carriers, self.best.bound)

    def _floor(self) -> int:
        """What each line costs at the very least, in all; there is no certificate of it."""
        return sum(min(row.values(), default=0) for row in least_costs(self.problem))

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
