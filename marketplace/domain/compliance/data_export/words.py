"""What the answers of the self-check are called: choices, paths and filed procedures."""

from __future__ import annotations

from typing import Any

from marketplace.domain.compliance.words import Text

UNKNOWN = Text("尚不清楚", "Not known yet")
YES, NO = Text("是", "Yes"), Text("否", "No")
PROCEDURES = {
    "security_assessment": Text("数据出境安全评估", "Security assessment"),
    "standard_contract": Text("个人信息出境标准合同", "Standard contract"),
    "certification": Text("个人信息出境认证", "Certification"),
    "list_filing": Text("负面清单外数据出境备案", "Filing of data outside the negative list"),
}
EITHER = Text("标准合同或认证", "Standard contract or certification")
CHOICES: dict[str, dict[str, Text]] = {
    "important_data": {
        "none": Text("没有", "None"),
        "suspected": Text("疑似，但未被告知或公布", "Suspected, never notified or published"),
        "notified": Text("已被告知或公布为重要数据", "Notified or published as important data"),
    },
    "business_scenario": {
        "trade": Text("国际贸易", "International trade"),
        "transport": Text("跨境运输", "Cross-border transport"),
        "academic": Text("学术合作", "Academic cooperation"),
        "manufacturing": Text("跨国生产制造", "Cross-border manufacturing"),
        "marketing": Text("市场营销", "Marketing"),
        "other": Text("其他", "Other"),
    },
    "ftz_list": {
        "none": Text("不适用", "Does not apply"),
        "outside": Text("清单外", "Outside the list"),
        "inside": Text("清单内", "On the list"),
    },
    "ftz_procedure": {
        "security_assessment": PROCEDURES["security_assessment"],
        "standard_contract_or_certification": EITHER,
        "standard_contract": PROCEDURES["standard_contract"],
        "certification": PROCEDURES["certification"],
    },
}
PATH_NAMES = {
    "prohibited": Text("不得出境", "May not be exported"),
    "security_assessment": PROCEDURES["security_assessment"],
    "identify_and_declare": Text("识别并申报重要数据", "Identify and declare important data"),
    "exempt": Text("免予办理三项程序", "Exempt from the three procedures"),
    "standard_contract_or_certification": EITHER,
    "standard_contract": PROCEDURES["standard_contract"],
    "certification": PROCEDURES["certification"],
    "undetermined": Text("路径尚未确定", "Path not settled yet"),
}


def said(name: str, value: Any) -> Text:
    """The value of a fact as people read it, such as of `important_data` or a count."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return Text(f"{value:,} 人", f"{value:,} people")
    known = CHOICES.get(name, {})
    return known.get(str(value), Text(str(value), str(value)))
