"""One call asks all rules of a step, keeps every answer, and stops the step or lets it go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import Facts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.mends import field_of, link_of
from marketplace.domain.compliance.registry import find_rule
from marketplace.domain.compliance.words import Text
from marketplace.errors import Fault, Stopped
from marketplace.security.identity import Identity
from marketplace.services.judge_findings import About, Asked, Judged, judge
from marketplace.services.keep_findings import keep_findings, record_asking

WISH = UUID("6f1d5a3c-6a0e-5d0b-9c6e-0f3a1c2b4d5e")
"Names the findings about a wish that never became a line"
NOTHING = Asked()


def ask_at_gate(
    session: Session,
    step: Any,
    things: Iterable[tuple[About, Sequence[Facts]]],
    *,
    gates: Collection[Gate],
    by: Identity | None,
    now: datetime,
    holds_stop: bool = True,
    visible_at: datetime | None = None,
    besides: Asked = NOTHING,
    **audited: Any,
) -> Asked:
    """Everything that is to be said about the things at once, kept and in the audit log.

    `step` is the model whose step it is; `besides` is what other gates say of it; `audited` are
    further facts for the audit log. Raises Stopped with every reject, and with every hold that
    nobody decided if `holds_stop`.
    """
    found = judge(session, things, gates=gates, by=by, now=now)
    asked = Asked([*found.judged, *besides.judged])
    refuse_stopped(asked, by, holds_stop=holds_stop, **audited)
    keep_findings(session, asked.rows)
    record_asking(session, step, asked.rows, by=by, now=now, visible_at=visible_at, **audited)
    return asked


def refuse_stopped(
    asked: Asked, by: Identity | None, *, holds_stop: bool, wished: bool = False, **audited: Any
) -> None:
    """Raises Stopped, with all findings to keep; `wished`: the things exist only as a request."""
    if stopping := asked.stopping(holds_stop=holds_stop):
        kept = [_as_wish(row) for row in asked.rows] if wished else asked.rows
        raise Stopped([f for one in stopping for f in faults_of(one)], kept, by, audited)


def _as_wish(row: dict[str, Any]) -> dict[str, Any]:
    """The finding by what was asked, so that the same request again adds none."""
    return row | {"subject": "wish", "subject_id": str(uuid5(WISH, row["fingerprint"]))}


def faults_of(judged: Judged) -> list[Fault]:
    """One fault for each thing that the rule has to say, at the field that mends it."""
    answer, about = judged.answer, judged.about
    return [
        rule_fault(
            answer.code,
            answer.version,
            said,
            pointer=_pointer(about, answer.kind, said["mends"]),
            link=link_of(about.path, answer.kind, said["mends"]),
        )
        for said in answer.says
        if said["outcome"] in ("hold", "reject")
    ]


def rule_fault(code: str, version: int, said: dict[str, Any], *, pointer: str, link: str) -> Fault:
    """A finding as problem answers tell it: the sentence, its source, and the way to mend it."""
    rule = find_rule(code, version)
    told = {
        "rule": code,
        "version": version,
        "outcome": said["outcome"],
        "title": rule.title.as_dict(),
        "sources": [source.as_dict() for source in rule.sources],
        "mends": said["mends"],
        "link": link,
    }
    says = Text(said["message_zh"], said["message_en"])
    return Fault(pointer, "rule_says", {"rule": code, "says": says, "finding": told})


def _pointer(about: About, kind: str, mends: str | None) -> str:
    field = field_of(kind, mends)
    named = field and (about.pointer or about.whole_request)
    return f"{about.pointer}/{field}" if named else about.pointer
