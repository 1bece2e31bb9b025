"""Sentences for what can be wrong with picking a scenario and with complaints against an award."""

from __future__ import annotations

AWARDS: dict[str, tuple[str, str]] = {
    "solve_stale": (
        "该方案是按变更前的报价或需求计算的，请重新计算。",
        "This scenario was computed before a change of the quotes or lines; compute it again.",
    ),
    "rerun_needed": (
        "异议成立，须重新询比，不能再从这些报价中选定方案。",
        "A complaint was upheld: quotes must be asked for again, none of these can be awarded.",
    ),
    "reaward_needed": (
        "确认量不足，须按规则重新成交，不能另选方案。",
        "Too little was accepted: the re-award follows its rules, no other scenario can be picked.",
    ),
    "rerun_after_shortfall": (
        "确认量不足后只能重新成交一次，不能重新询比：已维持价格的专线已经签约或不再变动。",
        "After a shortfall there is the one re-award and no re-run: the lines that held stand.",
    ),
    "complaint_of_ones_own": (
        "不得答复本单位提出的异议；由平台审核员答复。",
        "Nobody answers a complaint of its own; a reviewer of the platform does.",
    ),
    "effect_after_shortfall": (
        "重新成交只有一次，其结果由规则决定：异议只能答复，不能再撤销成交方案。",
        "There is one re-award and its rules decide it: the complaint can only be answered.",
    ),
    "complaint_made": (
        "每家机构对同一成交方案只能提出一次异议，请一次写明全部内容。",
        "Each organisation may complain once about an award, with everything in one complaint.",
    ),
    "effect_of_dismissed": (
        "异议不成立时没有后续处理。",
        "A complaint that is dismissed has no effect.",
    ),
    "effect_on_superseded": (
        "该成交方案已被取代，只能作出答复。",
        "This award was superseded already; the complaint can only be answered.",
    ),
}
