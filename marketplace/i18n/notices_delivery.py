"""Words of the notices about contracts, activation and complaints of service."""

from __future__ import annotations

DELIVERY: dict[str, dict[str, tuple[str, str]]] = {
    "contract_drawn": {
        "zh": (
            "服务合同已生成：{number}",
            "与{carrier}的服务合同 {number} 已生成。基础电信企业审核用户档案后生成合同文件，"
            "双方须在 {due} 前签署；贵方签署前可以拒绝。",
        ),
        "en": (
            "Contract drawn: {number}",
            "Service contract {number} with {carrier} is drawn. Once the carrier has reviewed the "
            "user archives its documents are made, and both must sign before {due}; until you "
            "sign you may refuse it.",
        ),
    },
    "contract_ready": {
        "zh": (
            "合同文件待签署：{number}",
            "服务合同 {number} 的中英文文件已生成。请阅读文件，并在 {due} 前签署；"
            "逾期未签署的合同失效，专线释放。",
        ),
        "en": (
            "Contract to sign: {number}",
            "The documents of service contract {number} are made, in Chinese and English. Please "
            "read and sign before {due}; unsigned it lapses and its lines are released.",
        ),
    },
    "contract_countersign": {
        "zh": ("对方已签署合同：{number}", "对方已签署服务合同 {number}，请贵方在 {due} 前签署。"),
        "en": (
            "The other party has signed: {number}",
            "The other party has signed service contract {number}; please sign before {due}.",
        ),
    },
    "contract_in_force": {
        "zh": (
            "合同已生效：{number}",
            "双方均已签署，服务合同 {number} 生效。可以另行上传加盖公章的扫描件。",
        ),
        "en": (
            "Contract in force: {number}",
            "Both have signed: service contract {number} is in force. You may upload a scan with "
            "the company seal as well.",
        ),
    },
    "contract_scan": {
        "zh": (
            "对方已上传盖章扫描件：{number}",
            "对方已上传服务合同 {number} 的盖章扫描件，可以下载。",
        ),
        "en": (
            "Stamped scan uploaded: {number}",
            "The other party has uploaded its stamped scan of service contract {number}.",
        ),
    },
    "contract_refused": {
        "zh": ("合同被拒绝：{number}", "{member}拒绝了服务合同 {number}，合同已取消。"),
        "en": (
            "Contract refused: {number}",
            "{member} refused service contract {number}; it is cancelled.",
        ),
    },
    "contract_lapsed": {
        "zh": (
            "合同失效：{number}",
            "服务合同 {number} 未在期限内由双方签署，已失效，专线已释放。",
        ),
        "en": (
            "Contract lapsed: {number}",
            "Service contract {number} was not signed by both in time: it has lapsed and its lines "
            "are released.",
        ),
    },
    "contract_end_proposed": {
        "zh": (
            "对方提议终止合同：{number}",
            "服务合同 {number} 的对方提议在开通前终止合同。理由见合同页面，请同意或拒绝；"
            "贵方同意之前合同继续有效。",
        ),
        "en": (
            "End of a contract proposed: {number}",
            "The other party of service contract {number} proposes to end it before activation. "
            "The reason is on its page; please agree or refuse. It stays in force until you agree.",
        ),
    },
    "contract_end_refused": {
        "zh": (
            "对方未同意终止合同：{number}",
            "对方拒绝了贵方终止服务合同 {number} 的提议，合同继续有效。理由见合同页面。",
        ),
        "en": (
            "End of a contract refused: {number}",
            "The other party refused to end service contract {number}; it stays in force. The "
            "reason is on its page.",
        ),
    },
    "contract_ended": {
        "zh": (
            "合同经双方同意终止：{number}",
            "服务合同 {number} 经双方同意在开通前终止，专线已释放，其平台服务费不再收取，"
            "已收的退回。",
        ),
        "en": (
            "Contract ended by agreement: {number}",
            "Service contract {number} was ended by both parties before activation. Its lines are "
            "released and its service fees are owed no more; what was paid of them goes back.",
        ),
    },
    "contract_broken": {
        "zh": (
            "合同因企业违约终止：{number}",
            "诚意金主张已决定企业违反服务合同 {number}，合同在开通前终止，专线已释放，"
            "其平台服务费不再收取，已收的退回。",
        ),
        "en": (
            "Contract ended as broken: {number}",
            "A claim was decided: the company broke service contract {number}. It has ended before "
            "activation, its lines are released and its service fees are owed no more; what was "
            "paid of them goes back.",
        ),
    },
    "line_goes_on": {
        "zh": (
            "专线 {line} 转由{carrier}承接",
            "{denied_by}未通过专线 {line} 的用户档案审核。按封顶价以内的次优报价，"
            "该专线转由{carrier}承接，新合同为 {number}。贵方可在签署前拒绝；"
            "接受的，双方须在 {due} 前签署。",
        ),
        "en": (
            "Line {line} goes on to {carrier}",
            "{denied_by} denied the user archive of line {line}. It goes on to {carrier}, the next "
            "best offer under its ceiling, as contract {number}. You may refuse it until you sign; "
            "otherwise both must sign before {due}.",
        ),
    },
    "line_denied": {
        "zh": (
            "专线 {line} 未通过档案审核，已释放",
            "{carrier}未通过专线 {line} 的用户档案审核，也没有其他基础电信企业能在封顶价以内承接，"
            "该专线已释放。理由见合同 {number}。",
        ),
        "en": (
            "Line {line} was denied and is released",
            "{carrier} denied the user archive of line {line}, and no other carrier can take it "
            "under its ceiling: it is released. The reason stands in contract {number}.",
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
