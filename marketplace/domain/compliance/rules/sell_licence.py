"""Who may sell a cross-border line: the licence (SELL-01, 02, 04, 06, 07, 08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from marketplace.domain.compliance.facts import CarrierFacts, QuoteFacts
from marketplace.domain.compliance.facts.carrier import Delivery
from marketplace.domain.compliance.finding import Answer, Outcome, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.telecom import (
    ACTION_PLAN,
    CATALOGUE,
    LICENSING,
    TELECOM,
)
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import K
from marketplace.domain.compliance.words import Text
from marketplace.domain.licences import number_warnings
from marketplace.domain.products import PRODUCTS, Product, may_sell

HOLD, REJECT, WARN = Outcome.HOLD, Outcome.REJECT, Outcome.WARN
LINE_SCOPES = frozenset({"A11-4", "A14-4"})


@rule(
    "SELL-01",
    "经营电信业务须持电信业务经营许可证",
    "A telecom business licence is needed to sell",
    CarrierFacts,
    sources=(TELECOM.at("7(3)", "9"), TELECOM.at("69", part=Text("罚则", "penalty"))),
    gates=(Gate.QUOTE,),
    fails=(HOLD, REJECT),
    needs=(
        "legal_name",
        "uscc",
        "licensed",
        "licence_number",
        "licence_scan",
        "licence_checked_on",
    ),
)
def licence_held(facts: CarrierFacts, asking: Asking) -> Iterator[Answer]:
    if facts.licensed is False:
        yield reject(
            "报价方未持有电信业务经营许可证，依法不得经营电信业务，报价不予接受。请上传有效许可证。",
            "The quoting party holds no telecom business licence and may not sell telecom services, "
            "so the quote is refused. Please upload a valid licence.",
            "licensed",
        )
    if facts.licence_scan is False:
        yield hold(
            "缺少许可证扫描件。请上传。",
            "The scan of the licence is missing. Please upload it.",
            "licence_scan",
        )
    oldest = asking.on - timedelta(days=asking.thresholds.licence_check_days)
    if known(facts.licence_checked_on) < oldest:
        yield hold(
            f"许可证的查询核对早于 {oldest.isoformat()}，须由审核员重新查询并记录。",
            f"The licence was last looked up before {oldest.isoformat()}: a reviewer must look it up "
            "again and record it.",
            "licence_checked_on",
        )


@rule(
    "SELL-02",
    "许可的业务种类须覆盖所报产品",
    "The licence must cover the product quoted",
    QuoteFacts,
    sources=(
        TELECOM.at(part=Text("附件：基础电信业务", "annex: basic telecom services")),
        CATALOGUE.at(mark=K, part=Text("业务种类定义", "definitions of the kinds of business")),
    ),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("products", "licence_scopes", "delivery"),
)
def scope_covers_product(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    if facts.delivery == Delivery.PUBLIC_INTERNET and known(facts.products) != {Product.INTL_DIA}:
        yield reject(
            "通过公共互联网承载的业务不是跨境专线，不得作为跨境专线报价。",
            "A service carried over the public Internet is no cross-border line and may not be "
            "quoted as one.",
            "delivery",
        )
    for product in sorted(known(facts.products)):
        if not may_sell(known(facts.licence_scopes), product):
            needed = "、".join(sorted(PRODUCTS[product].scopes))
            yield reject(
                f"许可证未覆盖“{PRODUCTS[product].name_zh}”，需要业务种类 {needed} 之一。"
                "请补充许可证范围或撤下该产品。",
                f"The licence does not cover “{PRODUCTS[product].name_en}”: one of "
                f"{needed.replace('、', ', ')} is needed. Add the scope or leave the product out.",
                "licence_scopes",
            )


@rule(
    "SELL-04",
    "白名单以外的运营商须以许可范围证明资格",
    "A carrier outside the listed groups must prove its scope",
    CarrierFacts,
    sources=(
        ACTION_PLAN.at(
            part=Text("第（三）项：由基础电信企业供应", "item 3: basic telecom enterprises")
        ),
        CATALOGUE.at(mark=K),
    ),
    gates=(Gate.QUOTE,),
    fails=(HOLD,),
    needs=("listed_group",),
    reads=("licence_scopes",),
)
def outside_the_list(facts: CarrierFacts, asking: Asking) -> Iterator[Answer]:
    if facts.listed_group is False and not LINE_SCOPES & (facts.licence_scopes or frozenset()):
        yield hold(
            "该运营商不在平台白名单集团内，须上传载明 A11-4 或 A14-4 的许可范围，由审核员核对。",
            "The carrier is not of a listed group: a licence scope that shows A11-4 or A14-4 must "
            "be uploaded and checked by a reviewer.",
            "licence_scopes",
        )


@rule(
    "SELL-06",
    "许可证编号的形式",
    "Shape of the licence number",
    CarrierFacts,
    sources=(LICENSING.at(mark=K, part=Text("编号规则", "numbering")),),
    gates=(Gate.QUOTE,),
    fails=(WARN, HOLD),
    needs=("licence_number",),
)
def number_shape(facts: CarrierFacts, asking: Asking) -> Iterator[Answer]:
    found = number_warnings(known(facts.licence_number))
    if "licence_number_shape" in found:
        yield warn(
            "许可证编号不符合常见格式（如 A2.B1.B2-20090001）。请核对。",
            "The licence number has an unusual shape (common: A2.B1.B2-20090001). Please check it.",
            "licence_number",
        )
    if "licence_number_without_a1" in found:
        yield hold(
            "许可证编号不含 A1 类，不能证明可经营国际通信业务。请提供第一类基础电信业务许可证。",
            "The number has no A1 class, so it does not prove international business. Please give "
            "the licence for basic telecom services of the first class.",
            "licence_number",
        )


@rule(
    "SELL-07",
    "许可证须在有效期内并覆盖合同期",
    "The licence must be valid and cover the contract",
    QuoteFacts,
    sources=(
        LICENSING.at(mark=K, part=Text("有效期", "validity")),
        TELECOM.at("15", part=Text("停止经营须提前申请", "ending a business")),
    ),
    gates=(Gate.QUOTE,),
    fails=(WARN, REJECT),
    needs=("licence_valid_to",),
    reads=("contract_ends_on",),
)
def licence_valid(facts: QuoteFacts, asking: Asking) -> Iterator[Answer]:
    last = known(facts.licence_valid_to)
    if last < asking.on:
        yield reject(
            f"许可证已于 {last.isoformat()} 到期，报价不予接受。请上传续期后的许可证。",
            f"The licence expired on {last.isoformat()}, so the quote is refused. Please upload the "
            "renewed licence.",
            "licence_valid_to",
        )
    elif facts.contract_ends_on is not None and last < facts.contract_ends_on:
        yield warn(
            f"许可证于 {last.isoformat()} 到期，早于合同期末 {facts.contract_ends_on.isoformat()}。"
            "请在到期前提交续期证明。",
            f"The licence ends on {last.isoformat()}, before the contract does "
            f"({facts.contract_ends_on.isoformat()}). Please show its renewal before then.",
            "licence_valid_to",
        )


@rule(
    "SELL-08",
    "不得使用伪造、冒用或出借的许可证",
    "No forged, borrowed or lent licence",
    CarrierFacts,
    sources=(TELECOM.at("68"),),
    gates=(Gate.QUOTE,),
    fails=(REJECT,),
    needs=("forged_or_lent",),
)
def licence_genuine(facts: CarrierFacts, asking: Asking) -> Iterator[Answer]:
    if facts.forged_or_lent:
        yield reject(
            "许可证经查实为伪造、冒用或出借，报价不予接受，并将报告主管部门。",
            "The licence was found to be forged, borrowed or lent: the quote is refused and the "
            "authority is told.",
            "forged_or_lent",
        )


RULES = (
    licence_held,
    scope_covers_product,
    outside_the_list,
    number_shape,
    licence_valid,
    licence_genuine,
)
