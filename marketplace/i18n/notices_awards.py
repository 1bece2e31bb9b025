"""Words of the notices about awards: publication, complaints, acceptance, re-award."""

from __future__ import annotations

AWARDS: dict[str, dict[str, tuple[str, str]]] = {
    "award_published": {
        "zh": ("成交公示：{title}", "“{title}”的成交方案已公示，公示期内可提出异议。"),
        "en": (
            "Award published: {title}",
            "The award of “{title}” is published; the standstill runs.",
        ),
    },
    "award_complaint_filed": {
        "zh": (
            "有异议待答复：{title}",
            "有机构对“{title}”的成交方案提出异议，公示期已暂停，请书面答复。",
        ),
        "en": (
            "A complaint to answer: {title}",
            "A complaint against the award of “{title}” came in and stopped the standstill. "
            "Please answer it in writing.",
        ),
    },
    "award_complaint_withdrawn": {
        "zh": ("异议已撤回：{title}", "对“{title}”成交方案的一项异议已由提出方撤回。"),
        "en": (
            "A complaint was withdrawn: {title}",
            "A complaint against the award of “{title}” was taken back.",
        ),
    },
    "award_complaint_answered": {
        "zh": ("异议已答复：{title}", "贵单位对“{title}”成交方案的异议已有书面答复。"),
        "en": (
            "Your complaint is answered: {title}",
            "Your complaint against the award of “{title}” has a written answer.",
        ),
    },
    "award_clock_stopped": {
        "zh": ("公示期暂停：{title}", "“{title}”的成交方案收到异议，公示期暂停，答复后继续计算。"),
        "en": (
            "Standstill stopped: {title}",
            "A complaint stopped the standstill of “{title}”; it runs on once it is answered.",
        ),
    },
    "award_clock_runs_on": {
        "zh": ("公示期继续：{title}", "“{title}”的异议均已处理，公示期继续计算，确认期相应顺延。"),
        "en": (
            "Standstill runs on: {title}",
            "Every complaint about “{title}” is closed; the standstill runs on, and the time to "
            "answer moves with it.",
        ),
    },
    "award_superseded": {
        "zh": (
            "成交方案撤销：{title}",
            "“{title}”的异议成立，原成交方案不再有效，将重新选定方案。",
        ),
        "en": (
            "Award withdrawn: {title}",
            "A complaint about “{title}” was upheld: the award no longer stands, and the organiser "
            "picks again.",
        ),
    },
    "award_superseded_rerun": {
        "zh": ("成交方案撤销：{title}", "“{title}”的异议成立，原成交方案不再有效，将重新询比。"),
        "en": (
            "Award withdrawn: {title}",
            "A complaint about “{title}” was upheld: the award no longer stands, and quotes are "
            "asked for again.",
        ),
    },
}
