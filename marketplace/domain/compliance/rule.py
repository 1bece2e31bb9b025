"""One rule: what it asks of which facts, at which gates, from which source, since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from marketplace.domain.compliance.facts.fact import Facts, kept, label_of
from marketplace.domain.compliance.finding import Answer, Finding, Outcome, hold
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.source import Evidence, Source
from marketplace.domain.compliance.thresholds import Thresholds
from marketplace.domain.compliance.words import Text

F = TypeVar("F", bound=Facts)
V = TypeVar("V")
REVIEWED_ON, REVIEW_DUE = date(2026, 11, 22), date(2027, 5, 22)
"When the rules were last held against their sources, and when that is due again"
PASSED = Text("符合要求。", "Met.")


class Subject(StrEnum):
    SELL = "sell"
    USE = "use"
    BUY = "buy"
    DATA = "data"
    RUN = "run"
    MONEY = "money"
    PLATFORM = "platform"


SUBJECTS = {
    "SELL": Subject.SELL,
    "USE": Subject.USE,
    "BUY": Subject.BUY,
    "DATA": Subject.DATA,
    "PROC": Subject.RUN,
    "BID": Subject.RUN,
    "COLL": Subject.RUN,
    "COMP": Subject.RUN,
    "PAY": Subject.MONEY,
    "SEC": Subject.PLATFORM,
    "PLAT": Subject.PLATFORM,
}
"By the first part of a rule's code"


class Unknown(Exception):
    """A rule reached a fact that is not known; what is missing is found by `needs`."""


@dataclass(frozen=True)
class Asking:
    """The day on which the rules are asked, and the house thresholds."""

    on: date
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True)
class Rule(Generic[F]):
    """A version of a rule, in force on the days since <= day < before."""

    code: str
    version: int
    title: Text
    sources: tuple[Source, ...]
    about: type[F]
    gates: tuple[Gate, ...]
    fails: tuple[Outcome, ...]
    "what it can say beside pass and a hold for what is unknown"
    needs: tuple[str, ...]
    "facts without which it holds"
    reads: tuple[str, ...]
    "facts that it also looks at; unknown, they hold nothing by themselves"
    ask: Callable[[F, Asking], Iterable[Answer]]
    since: date | None = None
    before: date | None = None
    review_due: date = REVIEW_DUE

    @property
    def subject(self) -> Subject:
        return SUBJECTS[self.code.partition("-")[0]]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The marks of its sources, best first."""
        return tuple(mark for mark in Evidence if mark in {s.evidence for s in self.sources})

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (
            self.before is None or on < self.before
        )

    def printed_sources(self, language: str) -> list[str]:
        """Its sources as people read them, each once."""
        return list(dict.fromkeys(source.printed(language) for source in self.sources))

    def findings(self, facts: F, asking: Asking, gate: Gate) -> list[Finding]:
        """Everything it has to say of these facts at once: a pass, or each thing to mend."""
        answers = [*self._unknown(facts), *self._answers(facts, asking)]
        return [
            self._finding(one, facts, gate) for one in answers or [Answer(Outcome.PASS, PASSED)]
        ]

    def _unknown(self, facts: F) -> Iterator[Answer]:
        yield from (unknown(facts, name) for name in self.needs if getattr(facts, name) is None)

    def _answers(self, facts: F, asking: Asking) -> Iterator[Answer]:
        try:
            yield from self.ask(facts, asking)
        except Unknown:
            return

    def _finding(self, answer: Answer, facts: F, gate: Gate) -> Finding:
        return Finding(
            code=self.code,
            version=self.version,
            outcome=answer.outcome,
            message_zh=answer.message.zh,
            message_en=answer.message.en,
            facts={name: kept(facts, name) for name in (*self.needs, *self.reads)},
            mends=answer.mends,
            gate=gate,
            about=facts.ref,
        )


def rule(
    code: str,
    zh: str,
    en: str,
    about: type[F],
    *,
    sources: tuple[Source, ...],
    gates: tuple[Gate, ...],
    fails: tuple[Outcome, ...],
    needs: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
    **more: Any,
) -> Callable[[Callable[[F, Asking], Iterable[Answer]]], Rule[F]]:
    """Make a rule of the function that asks it; version 1 unless told."""

    def made(ask: Callable[[F, Asking], Iterable[Answer]]) -> Rule[F]:
        version = more.pop("version", 1)
        title = Text(zh, en)
        return Rule(code, version, title, sources, about, gates, fails, needs, reads, ask, **more)

    return made


def earlier(rule: Rule[F], *, before: date, sources: tuple[Source, ...]) -> Rule[F]:
    """The version before `rule` (which is version 2 and since that day): other articles."""
    return replace(rule, version=rule.version - 1, since=None, before=before, sources=sources)


def known(value: V | None) -> V:
    """The value; raises Unknown for None, which ends the rule: `needs` tells what is missing."""
    if value is None:
        raise Unknown
    return value


def unknown(facts: Facts, name: str) -> Answer:
    """The hold for a fact that is not known."""
    label = label_of(type(facts), name)
    return hold(
        f"缺少“{label.zh}”，无法核查。请补充该项。",
        f"“{label.en}” is missing, so this cannot be checked. Please fill it in.",
        name,
    )
