"""Words of the notices about group buys: opening, locking, failing, inviting, waiting."""

from __future__ import annotations

GROUP_BUYS: dict[str, dict[str, tuple[str, str]]] = {
    "group_buy_open": {
        "zh": ("团购开始募集：{title}", "“{title}”已开始募集，可查看实时价格并加入专线需求。"),
        "en": ("Group buy open: {title}", "“{title}” is open: see its live price and join."),
    },
}
