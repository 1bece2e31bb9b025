"""The gates of a group buy's life at which rules are asked, in their order."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.compliance.words import Text


class Gate(StrEnum):
    ENROL = "enrol"
    OPEN = "open"
    JOIN = "join"
    LOCK = "lock"
    QUOTE = "quote"
    OPENING = "opening"
    AWARD = "award"
    CONTRACT = "contract"
    ACTIVATION = "activation"
    INVOICE = "invoice"
    OPERATE = "operate"
    ARCHIVE = "archive"


GATE_NAMES = {
    Gate.ENROL: Text("企业入驻", "enrolment"),
    Gate.OPEN: Text("发起团购", "opening of the group buy"),
    Gate.JOIN: Text("参团", "joining"),
    Gate.LOCK: Text("需求锁定", "lock of the demand"),
    Gate.QUOTE: Text("密封报价", "sealed quote"),
    Gate.OPENING: Text("开启与评审", "opening of the quotes"),
    Gate.AWARD: Text("成交与成员确认", "award and acceptance"),
    Gate.CONTRACT: Text("签约", "contract"),
    Gate.ACTIVATION: Text("开通", "activation"),
    Gate.INVOICE: Text("开票与付款", "invoice and payment"),
    Gate.OPERATE: Text("运行与续期", "operation and renewal"),
    Gate.ARCHIVE: Text("归档", "archive"),
}
