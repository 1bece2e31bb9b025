"""The sheet of an RFQ's lines, for carriers to calculate with."""

from __future__ import annotations

from marketplace.domain.products import Interface, Product, Protection
from marketplace.schemas.code_fields import CorridorCode
from marketplace.schemas.fields import Choice, Mbps, Schema, Text, Whole
from marketplace.schemas.line_sheet import PRODUCT_ZH, PROTECTION_ZH
from marketplace.schemas.lines import MOST_RTT_US
from marketplace.schemas.sheet_fields import Milliseconds, Percent
from marketplace.schemas.sheets import Sheet
from marketplace.schemas.time_fields import Day


class RfqLineRowSchema(Schema):
    """One row of the sheet: what RfqLineSchema shows, in the units of spreadsheets."""

    reference = Text()
    lot = Text()
    corridor = CorridorCode()
    product = Choice(Product)
    a_building = Text()
    z_city = Text()
    mbps = Mbps()
    term_months = Whole()
    protection = Choice(Protection)
    diverse_from = Text()
    interface = Choice(Interface)
    availability_bps = Percent(9000, 9999, data_key="availability_percent")
    rtt_limit_us = Milliseconds(1, MOST_RTT_US, data_key="rtt_limit_ms")
    mttr_hours = Whole()
    wanted_on = Day()


RFQ_LINE_SHEET = Sheet(
    schema=RfqLineRowSchema,
    names_zh={
        "reference": "编号",
        "lot": "采购包",
        "corridor": "通道",
        "product": "产品",
        "a_building": "A 端楼宇",
        "z_city": "Z 端城市",
        "mbps": "带宽（Mbps）",
        "term_months": "合同期（月）",
        "protection": "保护方式",
        "diverse_from": "须与此专线不同基础电信企业",
        "interface": "接口",
        "availability_percent": "可用率（%）",
        "rtt_limit_ms": "往返时延上限（毫秒）",
        "mttr_hours": "修复时限（小时）",
        "wanted_on": "期望开通日",
    },
    title=("询比专线", "Lines"),
    words_zh={"product": PRODUCT_ZH, "protection": PROTECTION_ZH},
)
