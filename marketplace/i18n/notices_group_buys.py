"""Words of the notices about group buys: opening, locking, failing, inviting, waiting."""

from __future__ import annotations

THRESHOLDS: dict[str, dict[str, str]] = {
    "zh": {
        "and": "、",
        "members": "参团企业数",
        "lines": "专线数",
        "mbps": "总带宽",
        "spend": "目录价总额",
    },
    "en": {
        "and": ", ",
        "members": "companies",
        "lines": "lines",
        "mbps": "bandwidth",
        "spend": "list price in all",
    },
}
"What the organiser's thresholds are called in a notice"

GROUP_BUYS: dict[str, dict[str, tuple[str, str]]] = {
    "group_buy_open": {
        "zh": ("团购开始募集：{title}", "“{title}”已开始募集，可查看实时价格并加入专线需求。"),
        "en": ("Group buy open: {title}", "“{title}” is open: see its live price and join."),
    },
    "invited_to_group_buy": {
        "zh": (
            "邀请参加定向团购：{title}",
            "{organiser}邀请贵公司参加定向团购“{title}”，可在需求锁定前查看价格并参团。",
        ),
        "en": (
            "Invited to a directed group buy: {title}",
            "{organiser} invites your company to “{title}”: see your price, join until the lock.",
        ),
    },
    "invitation_claimed": {
        "zh": ("企业接受邀请：{title}", "{company}已接受“{title}”的邀请。"),
        "en": ("Invitation taken up: {title}", "{company} took up your invitation to “{title}”."),
    },
    "group_buy_asked": {
        "zh": (
            "请答复提问：{title}",
            "有企业就“{title}”提出第 {number} 个问题，请为全体企业答复。",
        ),
        "en": (
            "Please answer: {title}",
            "A company asked question {number} about “{title}”; answer it for all companies.",
        ),
    },
    "group_buy_answered": {
        "zh": ("提问已答复：{title}", "组织方已答复贵公司就“{title}”提出的第 {number} 个问题。"),
        "en": (
            "Answered: {title}",
            "The organiser answered your question {number} about “{title}”.",
        ),
    },
    "group_buy_extended": {
        "zh": (
            "募集延期：{title}",
            "“{title}”未达成团门槛，募集已按约延长一次；参团信息不变，可继续修改或退出。",
        ),
        "en": (
            "Extended: {title}",
            "“{title}” missed a threshold and gathers demand for longer, once. Your lines stand; "
            "you may change them or leave until the new lock.",
        ),
    },
    "group_buy_extended_organiser": {
        "zh": (
            "募集延期：{title}",
            "“{title}”未达门槛（{missed}），已自动延期一次；再未达到将不予成团。",
        ),
        "en": (
            "Extended: {title}",
            "“{title}” missed {missed} and was extended, once. If it misses again, it fails.",
        ),
    },
    "group_buy_locked": {
        "zh": ("需求已锁定：{title}", "“{title}”的需求已锁定，组织方将向基础电信企业发出询比。"),
        "en": (
            "Demand locked: {title}",
            "The demand of “{title}” is locked; quotes are asked next.",
        ),
    },
    "group_buy_locked_organiser": {
        "zh": ("请发出询比：{title}", "“{title}”的需求已锁定，请向基础电信企业发出询比。"),
        "en": ("Ask for quotes: {title}", "The demand of “{title}” is locked: ask for quotes now."),
    },
    "group_buy_failed": {
        "zh": (
            "团购未成：{title}",
            "“{title}”未能成团，贵公司的专线需求已解除，没有任何付款义务。",
        ),
        "en": (
            "Not carried out: {title}",
            "“{title}” is not carried out. Your lines are free; you owe nothing.",
        ),
    },
    "group_buy_failed_organiser": {
        "zh": ("团购未成：{title}", "“{title}”未能成团，原因见团购页面；各参团企业已获通知。"),
        "en": (
            "Not carried out: {title}",
            "“{title}” is not carried out; its page says why. Every company was told.",
        ),
    },
    "group_buy_cancelled": {
        "zh": ("团购已取消：{title}", "组织方取消了“{title}”，理由见团购页面；没有任何付款义务。"),
        "en": (
            "Cancelled: {title}",
            "The organiser cancelled “{title}”; its page says why. You owe nothing.",
        ),
    },
    "group_buy_cancelled_organiser": {
        "zh": ("团购已取消：{title}", "“{title}”已取消，各参团企业已获通知。"),
        "en": ("Cancelled: {title}", "“{title}” is cancelled; every company was told."),
    },
    "group_buy_concluded": {
        "zh": ("团购完成：{title}", "“{title}”的专线均已开通或解除，团购完成。"),
        "en": (
            "Concluded: {title}",
            "Every line of “{title}” is live or released: it is concluded.",
        ),
    },
    "group_buy_concluded_organiser": {
        "zh": ("团购完成：{title}", "“{title}”的专线均已开通或解除，团购完成。"),
        "en": (
            "Concluded: {title}",
            "Every line of “{title}” is live or released: it is concluded.",
        ),
    },
}
