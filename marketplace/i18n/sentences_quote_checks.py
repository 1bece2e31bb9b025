"""Sentences for what a carrier is told of its quote before it seals."""

from __future__ import annotations

QUOTE_CHECKS: dict[str, tuple[str, str]] = {
    "rate_cliff": (
        "{mbps} Mbps 的整个合同期总价低于 {smaller} Mbps：带宽更大反而更便宜，请改正其中一个价格。",
        "{mbps} Mbps costs less over the term than {smaller} Mbps: more for less. Mend one price.",
    ),
    "line_cliff": (
        "此专线（{mbps} Mbps）的总价低于更小的 {line}（{smaller} Mbps），请核对。",
        "This line of {mbps} Mbps costs less in total than the smaller {line} ({smaller} Mbps); "
        "is that meant?",
    ),
    "line_without_row": (
        "费率表没有 {lot}、{months} 个月、{protection}的费率：这些专线没有价格。",
        "No rate for {lot}, {months} months, {protection}: these lines have no price.",
    ),
    "line_above_rows": (
        "{lot} 的最大带宽行不足 {most} Mbps：这些专线没有价格。",
        "The largest row of {lot} is below {most} Mbps: these lines have no price.",
    ),
    "row_misses_rtt": (
        "{lot} 此行的往返时延超过这些专线的上限，须不高于 {most} 毫秒。",
        "This row of {lot} is too slow for these lines: at most {most} ms would serve all.",
    ),
    "row_misses_availability": (
        "{lot} 此行的可用率低于这些专线的要求，须不低于 {most}%。",
        "This row of {lot} is not available enough for these lines: at least {most}% is needed.",
    ),
    "row_misses_delivery": (
        "{lot} 此行的交付天数晚于这些专线的期望开通日，自报价截止日起至多 {most} 天。",
        "This row of {lot} is late for these lines: at most {most} days from the due day.",
    ),
    "line_without_licence": (
        "贵公司的有效许可不包括 {lot} 的产品，这些专线不能报价。",
        "Your licences do not cover the product of {lot}: you cannot quote for these lines.",
    ),
    "ladder_cliff": (
        "{low} 至 {bound}（{measure}）之间的总价高于恰好达到 {bound} 时。",
        "From {low} up to {bound} ({measure}) the whole costs more than at {bound}.",
    ),
    "tier_out_of_reach": (
        "此档位自 {bound}（{measure}）起，而所含采购包总共只有 {most}，无法达到。",
        "This tier begins at {bound} ({measure}); its lots hold only {most}: nobody reaches it.",
    ),
    "bundle_lost": (
        "组合 {bundle} 所含采购包有专线未报价，此组合折扣永远不会生效。",
        "The bundle {bundle} can never be earned: lines of its lots have no price.",
    ),
    "rows_idle": (
        "自此起有 {rows} 行费率没有任何专线使用。",
        "From here on {rows} rows of rates price no line.",
    ),
}
