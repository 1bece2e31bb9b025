"""Words of the notices about contracts, activation and complaints of service."""

from __future__ import annotations

DELIVERY: dict[str, dict[str, tuple[str, str]]] = {
    "contract_drawn": {
        "zh": (
            "服务合同已生成：{number}",
            "与{carrier}的服务合同 {number} 已生成。运营商审核用户档案后生成合同文件，"
            "双方须在 {due} 前签署；贵方签署前可以拒绝。",
        ),
        "en": (
            "Contract drawn: {number}",
            "Service contract {number} with {carrier} is drawn. Once the carrier has reviewed the "
            "user archives its documents are made, and both must sign before {due}; until you "
            "sign you may refuse it.",
        ),
    },
    "archives_to_decide": {
        "zh": (
            "用户档案待审核：{number}",
            "{member}的服务合同 {number} 已生成，请在 {due} 前逐条审核专线的用户档案。",
        ),
        "en": (
            "User archives to review: {number}",
            "Service contract {number} with {member} is drawn. Please decide the user archive of "
            "each line before {due}.",
        ),
    },
}
