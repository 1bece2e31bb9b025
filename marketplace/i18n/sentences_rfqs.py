"""Sentences for what can be wrong with RFQs, quotes and awards."""

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
        "整个租期的价格不得超过 {most} 分。",
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
    "no_usable_quote": ("没有可用的报价。", "No quote can be used."),
    "no_line_accepted": ("没有任何专线被接受。", "No line was accepted."),
    "solve_not_solved": (
        "该方案尚未算出（当前状态：{state}）。",
        "This computation has no award (it is {state}).",
    ),
    "solve_undecided": ("在时限内未能求得方案。", "No award was found within the time limit."),
    "solver_failed": ("求解程序出错。", "The solver broke down."),
    "problem_refused": ("求解问题不合规范。", "The problem breaks its format."),
    "solution_refused": ("求解结果未通过独立复核。", "The result did not pass its verification."),
    "award_reason_required": (
        "该方案未证明为最低成本，须写明理由。",
        "This award is not proven the cheapest; a written reason is needed.",
    ),
    "award_serves_nothing": ("该方案没有任何专线成交。", "This award serves no line."),
    "quote_expires": (
        "成交报价的有效期（{valid_until}）早于成员确认的最后一天（{needed}）。",
        "A winning quote expires ({valid_until}) before acceptance ends ({needed}).",
    ),
}
