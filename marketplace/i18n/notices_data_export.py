"""Words of the notices about data-export self-checks."""

from __future__ import annotations

DATA_EXPORT: dict[str, dict[str, tuple[str, str]]] = {
    "export_counts_reset": {
        "zh": (
            "新年度请重新核对出境人数：{scenario}",
            "自{year}年1月1日起，出境人数重新累计，上一年的人数不再适用。"
            "请填写“{scenario}”今年的人数并重新自查；在此之前，取决于人数的路径视为未确定。",
        ),
        "en": (
            "A new year: count again for {scenario}",
            "Counts begin anew on 1 January {year}; those of last year say nothing any more. "
            "Please enter this year's counts of “{scenario}” and check again; until then a path "
            "that depends on them is open.",
        ),
    },
    "export_counts_due": {
        "zh": (
            "本季度请核对出境人数：{scenario}",
            "自 {since} 起尚未核对“{scenario}”本年累计的出境人数。请更新人数；"
            "人数变化可能改变须办理的手续。",
        ),
        "en": (
            "This quarter's counts: {scenario}",
            "The counts of “{scenario}” have not been looked at since {since}. Please bring them "
            "up to date: other counts may ask for another procedure.",
        ),
    },
    "export_file": {
        "zh": (
            "标准合同待备案：{scenario}",
            "“{scenario}”的个人信息出境标准合同已生效，须在 {due} 前向省级网信部门备案，"
            "并在此登记备案日期。",
        ),
        "en": (
            "Standard contract to be filed: {scenario}",
            "The standard contract of “{scenario}” is in effect. File it with the provincial CAC "
            "before {due} and enter the day here.",
        ),
    },
    "export_renew": {
        "zh": (
            "出境手续即将到期：{scenario}",
            "“{scenario}”的出境手续于 {ends_on} 到期，请在 {due} 前申请延期或换证，"
            "并在此登记新的日期。",
        ),
        "en": (
            "A procedure ends: {scenario}",
            "The procedure of “{scenario}” ends on {ends_on}. Ask for its renewal before {due} and "
            "enter the new days here.",
        ),
    },
}
