"""Words of the notices about RFQs: invitations, questions, amendments, openings."""

from __future__ import annotations

RFQS: dict[str, dict[str, tuple[str, str]]] = {
    "rfq_issued": {
        "zh": ("邀请报价：{title}", "“{title}”的询比已发出，请在截止前提交密封报价。"),
        "en": (
            "Invitation to quote: {title}",
            "Please seal a quote for “{title}” before the due time.",
        ),
    },
    "rfq_rerun": {
        "zh": (
            "重新询比：{title}",
            "“{title}”重新发出询比（第 {number} 次），此前的报价不再有效，请重新密封报价。",
        ),
        "en": (
            "Asked again: {title}",
            "A new request for quotes (number {number}) is out for “{title}”. Earlier quotes "
            "count no longer; please seal a new one.",
        ),
    },
    "rfq_asked": {
        "zh": ("有新的提问：{title}", "有受邀企业就“{title}”的询比提问，请尽快答复全体受邀企业。"),
        "en": (
            "A question was asked: {title}",
            "An invited carrier has asked about the request for quotes of “{title}”. Please "
            "answer for all of them.",
        ),
    },
    "rfq_answered": {
        "zh": ("新的答疑：{title}", "“{title}”的询比有新的答复，已向全体受邀企业公开。"),
        "en": (
            "New answer: {title}",
            "A question on the request for quotes of “{title}” was answered, for all invited.",
        ),
    },
    "rfq_amended": {
        "zh": (
            "询比变更：{title}",
            "“{title}”的询比已变更，此前收到的报价全部作废，请按变更后的内容在新的截止时间前重新密封报价。",
        ),
        "en": (
            "Request for quotes amended: {title}",
            "The request for quotes of “{title}” was amended. Every quote received so far is "
            "void; please seal a new one before the due time.",
        ),
    },
    "rfq_opened": {
        "zh": ("报价已开启：{title}", "“{title}”的报价已开启，请比较方案并选定成交。"),
        "en": (
            "Quotes opened: {title}",
            "The quotes for “{title}” are open: compare the scenarios and award.",
        ),
    },
    "rfq_totals_published": {
        "zh": ("报价已开启：{title}", "“{title}”的报价已按时开启，参与报价者可查看公布内容。"),
        "en": (
            "Quotes opened: {title}",
            "The quotes for “{title}” were opened; those who quoted can read what is published.",
        ),
    },
    "rfq_short": {
        "zh": (
            "报价不足：{title}",
            "“{title}”的报价数量不足，未作解密。可重新询比、取消或终止；简易询比也可由合规审核员书面同意后开启。",
        ),
        "en": (
            "Too few quotes: {title}",
            "Too few quotes came for “{title}”; nothing was decrypted. Ask again, cancel or end "
            "it; in the simple profile a reviewer may allow the opening in writing.",
        ),
    },
    "rfq_short_carriers": {
        "zh": (
            "报价不足：{title}",
            "“{title}”的报价数量不足，未作解密，无人读取报价内容。如何继续将另行通知。",
        ),
        "en": (
            "Too few quotes: {title}",
            "Too few quotes came for “{title}”. Nothing was decrypted; you will be told how it "
            "goes on.",
        ),
    },
    "rfq_leave_wanted": {
        "zh": (
            "待审核：{title} 报价不足",
            "“{title}”的报价数量不足。如同意作为谈判采购开启，请书面说明理由；否则由组织方重新询比。",
        ),
        "en": (
            "For review: too few quotes for {title}",
            "Too few quotes came for “{title}”. Allow the opening as a negotiated purchase with a "
            "written reason, or leave it to the organiser to ask again.",
        ),
    },
    "rfq_failed": {
        "zh": ("询比终止：{title}", "“{title}”的询比未能成交，团购不再进行。"),
        "en": (
            "Request for quotes ended: {title}",
            "The request for quotes of “{title}” ended without an award.",
        ),
    },
    "line_released_from_rfq": {
        "zh": (
            "专线需求已释放：{title}",
            "您在“{title}”中的专线“{label}”已由组织方从询比中释放，原因见需求页。",
        ),
        "en": (
            "Line released: {title}",
            "Your line “{label}” in “{title}” was taken out of the request for quotes; the reason "
            "is on its page.",
        ),
    },
}
