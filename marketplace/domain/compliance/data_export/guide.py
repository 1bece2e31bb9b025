"""The guided self-check: a few questions at a time, and only those that can change the path."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.domain.compliance.data_export.explore import find_path
from marketplace.domain.compliance.data_export.questions import QUESTIONS, Question
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.words import Text


@dataclass(frozen=True)
class Step:
    """One page of questions, with a name that stands in its address."""

    name: str
    title: Text
    facts: tuple[str, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(QUESTIONS[name] for name in self.facts)


STEPS = (
    Step(
        "secrets",
        Text("不得出境的数据", "Data that may not leave"),
        ("state_secret", "core_data", "foreign_authority_request"),
    ),
    Step("important", Text("重要数据", "Important data"), ("important_data",)),
    Step(
        "contents",
        Text("出境的是什么", "What is exported"),
        ("personal_information", "collected_abroad_transit", "business_scenario"),
    ),
    Step(
        "necessity",
        Text("为什么必须出境", "Why it must be exported"),
        ("contract_necessity", "hr_necessity", "emergency"),
    ),
    Step(
        "zone",
        Text("自贸试验区负面清单", "Negative list of the free-trade zone"),
        ("ftz_list", "ftz_procedure"),
    ),
    Step(
        "infrastructure",
        Text("关键信息基础设施", "Critical information infrastructure"),
        ("ciio_notified",),
    ),
    Step(
        "counts",
        Text("今年的人数", "This year's counts"),
        ("persons_since_january", "sensitive_persons_since_january"),
    ),
)
"In the order of the table, so that an early answer spares the later questions"
BY_NAME = {step.name: step for step in STEPS}


def next_step(facts: DataExportFacts, after: str | None = None) -> Step | None:
    """The first step behind `after` that asks for what keeps the path open; None: enough is known.

    A question before it that was left open is come back to at last.
    """
    missing = set(find_path(facts).missing)
    place = -1 if after is None else list(BY_NAME).index(after)
    later, earlier = STEPS[place + 1 :], STEPS[: place + 1]
    return next((step for step in (*later, *earlier) if missing & set(step.facts)), None)
