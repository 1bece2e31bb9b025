"""Words of the notices about contracts, activation and complaints of service."""

from __future__ import annotations

DELIVERY: dict[str, dict[str, tuple[str, str]]] = {
    "contract_drawn": {
        "zh": ("合同待处理：{number}", "服务合同 {number} 已生成，请查看并处理。"),
        "en": (
            "Contract to handle: {number}",
            "Service contract {number} is drawn; please see to it.",
        ),
    },
}
