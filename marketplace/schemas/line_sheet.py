"""The sheet in which a company brings its demand lines."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma

from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.line_use import Voice
from marketplace.domain.products import (
    PRODUCTS,
    PROTECTIONS,
    TERMS_MONTHS,
    TWO_CARRIERS,
    Interface,
    Product,
    Relation,
    WantedProtection,
)
from marketplace.i18n.archive_words import CODES
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import Choice, Flag, Mbps, OneOf, Schema, Text, Whole, refuse
from marketplace.schemas.line_uses import MOST_USERS
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.sheet_fields import Milliseconds, Percent, SheetDay, Yuan
from marketplace.schemas.sheet_notes import LINE_NOTES
from marketplace.schemas.sheets import Sheet


class LineRowSchema(Schema):
    """One row of the sheet; loads what LineSchema loads (it has no `id`)."""

    label = Text(0, 100, load_default="")
    corridor = CorridorCode(required=True)
    product = Choice(Product, required=True)
    mbps = Mbps(required=True)
    term_months = OneOf(TERMS_MONTHS, required=True)
    protection = Choice(WantedProtection, required=True)
    interface = Choice(Interface, required=True)
    availability_bps = Percent(9000, 9999, data_key="availability_percent", required=True)
    rtt_limit_us = Milliseconds(1, MOST_RTT_US, data_key="rtt_limit_ms", load_default=None)
    mttr_hours = Whole(1, 720, load_default=None)
    wanted_on = SheetDay(required=True)
    a_building = Text(1, 200, required=True)
    a_room = Text(0, 100, load_default="")
    z_city = Text(1, 100, required=True)
    z_address = Text(1, 300, required=True)
    z_occupant = Text(1, 200, required=True)
    z_relation = Choice(Relation, required=True)
    own_limit_minor = Yuan(1, data_key="own_limit_yuan", load_default=None)
    present_monthly_minor = Yuan(data_key="present_monthly_yuan", load_default=None)
    present_exit_minor = Yuan(data_key="present_exit_yuan", load_default=None)
    present_ends_on = SheetDay(load_default=None)
    purpose = Choice(Purpose, load_default=None)
    purpose_text = Text(0, 500, load_default=None)
    users = Whole(1, MOST_USERS, load_default=None)
    a_end = Choice(EndType, load_default=None)
    z_end = Choice(EndType, load_default=None)
    internal_only = Flag(load_default=None)
    internet_breakout = Flag(load_default=None)
    voice = Choice(Voice, load_default=None)
    z_registration_number = Text(0, 60, load_default=None)
    z_share_bps = Percent(0, 10_000, data_key="z_share_percent", load_default=None)

    @ma.validates_schema(pass_original=True, skip_on_field_errors=False)
    def present_contract_has_a_price(self, data: Any, original: Any, **_: Any) -> None:
        """As in LineSchema, at the column's own name."""
        named = original.get("present_exit_yuan") or original.get("present_ends_on")
        if named and not original.get("present_monthly_yuan"):
            raise ma.ValidationError({"present_monthly_yuan": refuse("present_price").messages})

    @ma.post_load
    def without_id(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"id": None, **data}


NAMES_ZH = {
    "label": "专线名称",
    "corridor": "通道",
    "product": "产品",
    "mbps": "带宽（Mbps）",
    "term_months": "合同期（月）",
    "protection": "保护方式",
    "interface": "接口",
    "availability_percent": "可用率（%）",
    "rtt_limit_ms": "时延上限（毫秒）",
    "mttr_hours": "修复时限（小时）",
    "wanted_on": "期望开通日",
    "a_building": "A端楼宇",
    "a_room": "A端楼层房间",
    "z_city": "Z端城市",
    "z_address": "Z端地址",
    "z_occupant": "Z端使用单位",
    "z_relation": "Z端单位与本企业关系",
    "own_limit_yuan": "自设限价（元）",
    "present_monthly_yuan": "现有月费（元）",
    "present_exit_yuan": "现有合同退出费用（元）",
    "present_ends_on": "现有合同到期日",
    "purpose": "用途",
    "purpose_text": "用途说明",
    "users": "使用人数",
    "a_end": "A端类型",
    "z_end": "Z端类型",
    "internal_only": "仅供内部使用（不转售、不共用、不代理）",
    "internet_breakout": "经专线访问互联网",
    "voice": "承载语音",
    "z_registration_number": "Z端单位登记号",
    "z_share_percent": "Z端持股比例（%）",
}
PROTECTION_ZH = {str(facts.code): facts.name_zh for facts in PROTECTIONS}
WANTED_ZH = PROTECTION_ZH | {str(TWO_CARRIERS.code): TWO_CARRIERS.name_zh}
PRODUCT_ZH = {str(facts.code): facts.name_zh for facts in PRODUCTS.values()}
RELATION_ZH = {
    "same_entity": "同一法人",
    "parent": "母公司",
    "subsidiary": "子公司",
    "branch": "分支机构",
    "same_control": "同一控制",
    "contract_partner": "合同相对方",
}
CODES_ZH = {kind: {code: pair[0] for code, pair in words.items()} for kind, words in CODES.items()}
EXAMPLE = {
    "label": "香港研发专线",
    "corridor": "SHA-HKG",
    "product": Product.IEPL,
    "mbps": 100,
    "term_months": 24,
    "protection": WantedProtection.NONE,
    "interface": Interface.GE_1000BASE_LX,
    "availability_bps": 9990,
    "rtt_limit_us": 30_000,
    "mttr_hours": 4,
    "wanted_on": date(2027, 3, 1),
    "a_building": "上海市浦东新区环湖西二路888号3号楼",
    "a_room": "501室",
    "z_city": "香港",
    "z_address": "香港新界将军澳骏昌街22号",
    "z_occupant": "示例（香港）有限公司",
    "z_relation": Relation.SUBSIDIARY,
    "own_limit_minor": 72_000_000,
    "present_monthly_minor": 3_500_050,
    "present_exit_minor": 1_000_000,
    "present_ends_on": date(2027, 2, 28),
    "purpose": Purpose.RESEARCH,
    "purpose_text": "上海与香港研发团队共用的代码库和设计软件",
    "users": 60,
    "a_end": EndType.OWN_OFFICE,
    "z_end": EndType.AFFILIATE_OFFICE,
    "internal_only": True,
    "internet_breakout": False,
    "voice": Voice.NONE,
    "z_registration_number": "1234567",
    "z_share_bps": 10_000,
}
LINE_SHEET = Sheet(
    schema=LineRowSchema,
    names_zh=NAMES_ZH,
    words_zh={
        "product": PRODUCT_ZH,
        "protection": WANTED_ZH,
        "z_relation": RELATION_ZH,
        "purpose": CODES_ZH["purpose"],
        "a_end": CODES_ZH["end_type"],
        "z_end": CODES_ZH["end_type"],
        "internal_only": CODES_ZH["yes_no"],
        "internet_breakout": CODES_ZH["yes_no"],
        "voice": CODES_ZH["voice"],
    },
    examples=(EXAMPLE,),
    notes=LINE_NOTES,
    title=("专线需求", "Lines"),
)
