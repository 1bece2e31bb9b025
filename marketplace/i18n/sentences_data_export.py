"""Sentences about data-export self-checks and negative lists."""

from __future__ import annotations

DATA_EXPORT: dict[str, tuple[str, str]] = {
    "export_known": (
        "已有同名场景“{scenario}”，请在其中重新自查。",
        "There is a scenario called “{scenario}”; check that one again.",
    ),
    "export_ended": (
        "该出境场景已结束，不能再更改。",
        "This export has ended; nothing of it can be changed.",
    ),
    "export_unchecked": (
        "该场景尚未完成自查，请先完成自查。",
        "This scenario has no recorded check yet; check it first.",
    ),
    "line_unknown": ("不是贵企业的专线。", "This is no line of yours."),
    "record_not_ready": (
        "自查记录正在生成，请稍后再试。",
        "The record is being made; try again in a moment.",
    ),
}
