"""Sentences for what can be refused around the screens at the opening."""

from __future__ import annotations

from marketplace.i18n.screen_words import SCREEN_WORDS

SCREENS: dict[str, tuple[str, str]] = {
    "screens_running": (
        "报价尚在核查，完成后方可成交，请稍候片刻。",
        "The quotes are still being screened; an award can be made as soon as that is done.",
    ),
    "award_held": (
        "成交暂停：有 {count} 项核查结果待审核员书面决定。",
        "The award is held: {count} findings of the screens wait for a written decision.",
    ),
    "screen_settled": (
        "该核查结果已有最终决定，不能更改。",
        "This finding has its final decision, which does not change.",
    ),
    "hearing_needed": (
        "须先听取报价方陈述（或陈述期限届满）才能作废其报价，尚缺 {count} 家。",
        "A quote is set aside only after its bidder was heard or let the time pass; {count} were "
        "not.",
    ),
    "bidder_asked": (
        "已请该报价方就此陈述，每项结果只问一次。",
        "This bidder was asked about this finding already; once is all.",
    ),
    "case_stated": (
        "贵公司已提交陈述，不能更改。",
        "Your statement is on record and does not change.",
    ),
    "set_aside_unwanted": (
        "仅在作废报价时才能选择报价方。",
        "Bidders are named only to set their quotes aside.",
    ),
    "set_aside_of_suspicion": (
        "疑点和提示不能作为作废报价的依据。",
        "A suspicion or hint is no ground to set a quote aside.",
    ),
    "set_aside_whom": (
        "请至少选择一家报价方。",
        "Name at least one bidder.",
    ),
    "set_aside_not_of_hit": (
        "该结果不涉及这家报价方。",
        "This finding is not about that bidder.",
    ),
    "set_aside_by_review": (
        "经陈述和审核员书面决定，该报价不参与成交。",
        "After a hearing a reviewer decided in writing that this quote takes no part in the award.",
    ),
    "base64_expected": (
        "应为 base64 编码的文件内容，且不超过大小限制。",
        "The content of a file in base64 within the size allowed is expected.",
    ),
    **{
        f"held_{screen}": (
            f"{words.title[0]}：待审核员书面决定。",
            f"{words.title[1]}: waits for a reviewer's written decision.",
        )
        for screen, words in SCREEN_WORDS.items()
    },
}
