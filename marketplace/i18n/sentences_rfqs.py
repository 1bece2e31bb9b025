"""Sentences for what can be wrong with RFQs, quotes and awards."""

from __future__ import annotations

from marketplace.i18n.sentences_awards import AWARDS
from marketplace.i18n.sentences_quote_checks import QUOTE_CHECKS

RFQS: dict[str, tuple[str, str]] = {
    "no_pooled_line": ("没有可询比的专线需求。", "There is no pooled line to ask quotes for."),
    "no_invitable_carrier": (
        "没有持有相应有效许可的基础电信企业可邀请。",
        "No confirmed carrier has a verified licence, valid today, for these products.",
    ),
    "due_too_late": (
        "报价截止时间最晚为 {days} 天之后。",
        "Quotes must be due within {days} days.",
    ),
    "quote_validity_short": (
        "报价有效期至少到 {least}。",
        "The quote must be valid at least until {least}.",
    ),
    "lot_not_asked": ("本次询比没有采购包 {lot}。", "This RFQ has no lot {lot}."),
    "licence_not_for_product": (
        "贵公司的有效许可不包括产品 {product}。",
        "Your verified licences do not cover the product {product}.",
    ),
    "term_price_too_high": (
        "整个合同期的价格不得超过 {most} 分。",
        "The price of the whole term must not exceed {most} fen.",
    ),
    "ladders_overlap": (
        "采购包 {lot} 已用于阶梯 {other}；每个采购包至多一个阶梯。",
        "The lot {lot} is under ladder {other} already; one at most per lot.",
    ),
    "lots_expected": (
        '应为 "all" 或至少一个采购包代码的列表。',
        '"all" or a list of at least one lot code is expected.',
    ),
    "quote_without_prices": (
        "报价须含费率表或逐线价格。",
        "The quote needs a rate card or prices of single lines.",
    ),
    "line_not_asked": ("本次询比没有专线 {line}。", "This RFQ asks for no line {line}."),
    "line_rtt_missed": (
        "该专线的往返时延上限为 {most_ms} 毫秒。",
        "This line demands a round trip of at most {most_ms} ms.",
    ),
    "line_availability_missed": (
        "该专线要求可用率至少 {least}%。",
        "This line demands an availability of at least {least}%.",
    ),
    "line_delivery_missed": (
        "该专线期望 {wanted_on} 开通：自报价截止日起至多 {most} 天。",
        "This line is wanted on {wanted_on}: at most {most} days from the due day.",
    ),
    "rates_above_all": (
        "阶梯与组合折扣相加不得超过 100%。",
        "Ladder and bundle discounts together must not exceed 100%.",
    ),
    "minimum_unreachable": (
        "本次询比总共只有 {most}，该最低成交量永远无法达到。",
        "The whole RFQ has only {most}; this minimum can never be reached.",
    ),
    "too_few_for_profile": (
        "该询比方式至少需要 {least} 份报价。",
        "This profile needs at least {least} quotes.",
    ),
    "questions_after_quotes": (
        "提问截止时间不得晚于报价截止时间。",
        "Questions must not be due after the quotes.",
    ),
    "due_not_earlier": (
        "变更不得提前报价截止时间。",
        "An amendment must not bring the due time forward.",
    ),
    "no_line_left": ("至少须保留一条专线。", "At least one line must stay."),
    "pair_apart": (
        "双运营商保护的两条专线须一并取消。",
        "Two lines for two carriers are released together.",
    ),
    "no_survey_asked": ("该问题未申请现场勘查。", "This question does not ask for a survey."),
    "survey_after_quotes": (
        "勘查须安排在报价截止之前。",
        "The survey must be before the quotes are due.",
    ),
    "too_many_questions": (
        "每家至多提出 {most} 个问题。",
        "A carrier may ask at most {most} questions.",
    ),
    "rfq_not_quoting": (
        "本次询比已不在报价阶段（当前状态：{state}）。",
        "The RFQ is not open for quotes (it is {state}).",
    ),
    "rfq_amended": (
        "询比刚刚变更，请查看变更后再报价。",
        "The RFQ has been amended meanwhile: read the amendment, then quote.",
    ),
    "rfq_not_short": (
        "仅报价不足的询比可如此处理（当前状态：{state}）。",
        "Only an RFQ that came short allows this (it is {state}).",
    ),
    "allowing_impossible": (
        "严格询比或无报价时不得转为谈判采购，只能重新询比或终止。",
        "A strict RFQ, or one without any quote, cannot become a negotiated purchase: "
        "ask again or end it.",
    ),
    "rfq_still_quoting": (
        "询比仍在报价中，请以变更方式修改。",
        "The RFQ still takes quotes: amend it instead.",
    ),
    "quote_too_large": (
        "报价内容过大：至多 {most} 字节。",
        "The quote is too large: {most} bytes at most.",
    ),
    "rfq_void": ("本次询比已作废。", "This RFQ is void."),
    "rfq_not_opened": (
        "报价尚未开启（当前状态：{state}）。",
        "The quotes are not open (the RFQ is {state}).",
    ),
    "sealing_key_wrong": (
        "密封密钥与本次询比不符，无法开启。",
        "The platform's sealing key does not fit this RFQ; it cannot be opened.",
    ),
    "envelope_changed": (
        "密封报价与回执不符，已被改动。",
        "The sealed quote was changed: it does not fit the carrier's receipt.",
    ),
    "validity_passed": ("报价已过有效期。", "The quote is no longer valid."),
    "prices_no_line": ("报价未能为任何一条专线计价。", "The quote prices none of the lines."),
    "too_few_quotes": ("收到的报价不足。", "Too few quotes came."),
    "statement_unconfirmed": (
        "请确认声明内容对本次报价真实有效。",
        "Please confirm that the answers are true for this quote.",
    ),
    "no_usable_quote": ("没有可用的报价。", "No quote can be used."),
    "no_line_accepted": ("没有任何专线被接受。", "No line was accepted."),
    "solve_not_solved": (
        "该方案尚未算出（当前状态：{state}）。",
        "This computation has no award (it is {state}).",
    ),
    "solve_undecided": ("在时限内未能求得方案。", "No award was found within the time limit."),
    "solve_gave_up": (
        "求解程序已放弃：既未求得方案，也未证明无解。",
        "The search gave up: it found no award and did not show that there is none.",
    ),
    "solver_failed": ("求解程序出错。", "The solver broke down."),
    "problem_too_large": (
        "求解问题过大：各阶梯的档数乘以专线条数，合计最多 2,000 万。",
        "The problem is too large: tiers times lines may come to 20 million over all ladders.",
    ),
    "problem_refused": ("求解问题不合规范。", "The problem breaks its format."),
    "solution_refused": ("求解结果未通过独立复核。", "The result did not pass its verification."),
    "award_reason_required": (
        "该方案不是已证明的最低成本方案，须写明理由。",
        "This is not the proven cheapest award; a written reason is needed.",
    ),
    "award_serves_nothing": ("该方案没有任何专线成交。", "This award serves no line."),
    "quote_expires": (
        "成交报价的有效期（{valid_until}）早于成员确认的最后一天（{needed}）。",
        "A winning quote expires ({valid_until}) before acceptance ends ({needed}).",
    ),
    **AWARDS,
    **QUOTE_CHECKS,
}
