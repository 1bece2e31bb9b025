"""Words of the notices about acceptance: the window, free places, shortfall, confirmation."""

from __future__ import annotations

ACCEPTANCE: dict[str, dict[str, tuple[str, str]]] = {
    "acceptance_open": {
        "zh": (
            "请确认成交专线：{title}",
            "“{title}”的公示期已结束。请在截止前逐条接受、放弃或改选其他报价；逾期未答视为放弃。",
        ),
        "en": (
            "Answer for your awarded lines: {title}",
            "The standstill of “{title}” is over. Accept, decline or take another quote for each "
            "line in time; silence declines.",
        ),
    },
    "place_free": {
        "zh": (
            "候补名额空出：{title}",
            "“{title}”有成员放弃了同类专线。贵方在候补名单中排在最前，可在截止前接替该名额。",
        ),
        "en": (
            "A place is free: {title}",
            "A member of “{title}” declined a line of the row you wait for. You are first in line "
            "and may take its place until the window closes.",
        ),
    },
    "acceptance_short": {
        "zh": (
            "需要重新成交：{title}",
            "“{title}”有基础电信企业的成员确认量不足以维持其报价。其已接受的专线正在重新计算，"
            "请查看结果并公布一次重新成交方案。",
        ),
        "en": (
            "Re-award needed: {title}",
            "Too little of “{title}” was accepted for a carrier's prices to hold. Its accepted "
            "lines are being computed anew: look at the result and publish the one re-award.",
        ),
    },
    "lines_in_reaward": {
        "zh": (
            "专线进入重新成交：{title}",
            "“{title}”中为贵方供货的基础电信企业确认量不足，贵方已接受的专线将重新成交。"
            "同一基础电信企业且价格不高于原价的，原确认继续有效；其余专线将再请贵方确认一次。",
        ),
        "en": (
            "Lines go into a re-award: {title}",
            "Too little was accepted from your carrier in “{title}”, so your accepted lines are "
            "awarded once more. With the same carrier at no higher price your acceptance stands; "
            "for the others you will be asked once more.",
        ),
    },
    "confirmation_asked": {
        "zh": (
            "请确认维持报价：{title}",
            "“{title}”重新成交后的确认量仍不足。请在截止前确认维持成交价，或释放相关专线；"
            "逾期未答视为释放。",
        ),
        "en": (
            "Confirm your prices: {title}",
            "Also after the re-award of “{title}” too little was accepted. Confirm your awarded "
            "prices or release the lines in time; silence releases them.",
        ),
    },
    "lines_released": {
        "zh": (
            "专线已释放：{title}",
            "“{title}”中贵方的部分专线未能成交，已释放。贵方无任何义务，可自行另行采购，"
            "或加入园区的下一次团购。",
        ),
        "en": (
            "Lines released: {title}",
            "Some of your lines in “{title}” could not be kept and are released. You owe nothing "
            "for them and are free to buy elsewhere or to join the next group buy.",
        ),
    },
}
