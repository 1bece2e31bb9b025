"""Words of the notices about screens at the opening: never what was found, nor about whom."""

from __future__ import annotations

SCREENS: dict[str, dict[str, tuple[str, str]]] = {
    "screen_waiting": {
        "zh": (
            "待审核：{title} 报价核查",
            "“{title}”开启后的核查有结果待处理，成交已暂停，请查看并书面决定。",
        ),
        "en": (
            "For review: the screens of {title}",
            "The screens at the opening of “{title}” found something; the award is held until "
            "you have decided in writing.",
        ),
    },
    "award_held": {
        "zh": (
            "成交暂停：{title}",
            "“{title}”的报价核查有结果待审核员决定，在此之前不能成交，决定后即通知您。",
        ),
        "en": (
            "Award held: {title}",
            "A reviewer has to decide on the screens of “{title}” before it can be awarded; you "
            "will be told at once.",
        ),
    },
    "award_released": {
        "zh": (
            "可以成交：{title}",
            "“{title}”的核查结果均已由审核员书面决定，可以成交。",
        ),
        "en": (
            "Award free again: {title}",
            "Every finding of the screens of “{title}” is decided; you may award.",
        ),
    },
    "screen_upheld": {
        "zh": (
            "成交仍暂停：{title}",
            "审核员对“{title}”的一项核查结果维持暂停。可重新询比，或等待后续决定。",
        ),
        "en": (
            "Award stays held: {title}",
            "A reviewer upholds a finding of the screens of “{title}”. You may ask for quotes "
            "again, or wait for a further decision.",
        ),
    },
    "quotes_set_aside": {
        "zh": (
            "有报价不参与成交：{title}",
            "“{title}”有报价经陈述和审核员书面决定不再参与成交，请重新计算方案。",
        ),
        "en": (
            "Quotes set aside: {title}",
            "After a hearing quotes of “{title}” were set aside; please compute the award anew.",
        ),
    },
    "quote_set_aside": {
        "zh": (
            "贵公司报价不参与成交：{title}",
            "经陈述和审核员书面决定，贵公司在“{title}”中的报价不参与成交。",
        ),
        "en": (
            "Your quote was set aside: {title}",
            "After a hearing a reviewer decided in writing that your quote for “{title}” takes no "
            "part in the award.",
        ),
    },
    "hearing_asked": {
        "zh": (
            "请陈述：{title}",
            "审核员就贵公司在“{title}”中的报价有问题，请在 {due} 前书面陈述。",
        ),
        "en": (
            "Please state your case: {title}",
            "A reviewer has a question about your quote for “{title}”. Please answer in writing "
            "by {due}.",
        ),
    },
    "hearing_answered": {
        "zh": (
            "已收到陈述：{title}",
            "报价方就“{title}”的核查结果提交了陈述，请据此决定。",
        ),
        "en": (
            "A bidder has stated its case: {title}",
            "A bidder answered about a finding of the screens of “{title}”; please decide.",
        ),
    },
}
