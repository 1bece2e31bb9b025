"""What belongs in each column of a sheet, in both languages, for the templates."""

from __future__ import annotations

ROW_NOTES: dict[str, tuple[str, str]] = {
    "corridor": ("通道代码，如 SHA-HKG。", "Code of the corridor, such as SHA-HKG."),
    "product": (
        "产品代码或中文名，如 IEPL 或 国际以太网专线。",
        "Code of the product (IPLC, IEPL, INTL_MPLS_VPN, INTL_WAVE, INTL_SDWAN, INTL_DIA).",
    ),
    "mbps": ("带宽，整数，单位 Mbps。", "Bandwidth in whole Mbps."),
    "term_months": ("合同期：12、24 或 36 个月。", "Term: 12, 24 or 36 months."),
    "availability_percent": (
        "可用率，如 99.9；最多两位小数。",
        "Availability, such as 99.9; at most two decimals.",
    ),
}
PRICE_NOTES: dict[str, tuple[str, str]] = {
    **ROW_NOTES,
    "protection": (
        "none（无保护）或 dual_route（双路由）。双运营商的专线按 none 行计价。",
        "none or dual_route. Lines of two carriers are priced by the rows of none.",
    ),
    "one_off_yuan": ("一次性费用，元，不含税。", "One-off price in yuan without VAT."),
    "monthly_yuan": ("月费，元，不含税。", "Monthly price in yuan without VAT."),
    "rtt_ms": (
        "承诺的往返时延，毫秒；不得低于该通道的物理下限。",
        "Promised round-trip time in milliseconds; not below the corridor's physical floor.",
    ),
    "delivery_days": ("自签约起的交付天数，1 至 730。", "Days from signing to delivery, 1 to 730."),
}
LINE_NOTES: dict[str, tuple[str, str]] = {
    **ROW_NOTES,
    "label": ("贵公司自用的名称，可不填。", "Your own name for the line; may be left out."),
    "protection": (
        "none（无保护）、dual_route（双路由）或 two_carriers（双运营商：一行表示两条专线，"
        "由两家基础电信企业分别承接）。",
        "none, dual_route, or two_carriers: the row then stands for two lines of two carriers.",
    ),
    "interface": ("接口类型，从列表中选择。", "The interface, from the list."),
    "rtt_limit_ms": (
        "可接受的最大往返时延，毫秒；不得低于物理下限。",
        "The longest round-trip time you accept, in milliseconds; not below the physical floor.",
    ),
    "mttr_hours": ("修复时限，整小时。", "Time to repair in whole hours."),
    "wanted_on": (
        "期望开通日，如 2027-03-01；须在今天之后。",
        "Day on which the line is wanted, such as 2027-03-01; after today.",
    ),
    "a_building": (
        "A 端楼宇与楼号；基础电信企业在询比中可见。",
        "The building at your end; carriers read it in the request for quotes.",
    ),
    "a_room": (
        "A 端楼层与房间；签约前基础电信企业不可见。",
        "Floor and room at your end; no carrier reads it before the contract.",
    ),
    "z_city": ("Z 端城市；基础电信企业可见。", "City at the far end; carriers read it."),
    "z_address": ("Z 端详细地址。", "Address at the far end."),
    "z_occupant": ("Z 端的实际使用单位。", "Who uses the line at the far end."),
    "z_relation": (
        "Z 端单位与贵公司的关系，从列表中选择。",
        "Its relation to your company, from the list.",
    ),
    "own_limit_yuan": (
        "整个合同期内最多愿付的金额，元；双运营商时为每条专线的限价。可不填。",
        "The most you will pay for the whole term, in yuan; per line. May be left out.",
    ),
    "present_monthly_yuan": (
        "现有合同的月费，元；没有则不填。",
        "Monthly price of your present contract in yuan; leave out if there is none.",
    ),
    "present_exit_yuan": (
        "提前退出现有合同的费用，元。",
        "Fee for leaving the present contract early, in yuan.",
    ),
    "present_ends_on": ("现有合同到期日。", "Day on which the present contract ends."),
    "purpose": (
        "用途，从列表中选择；可以以后再填，锁定前须填。",
        "What the line is for, from the list; may be said later, but before the lock.",
    ),
    "purpose_text": ("用一句话说明由谁使用、作何用途。", "In a sentence: who uses it for what."),
    "users": ("使用人数；锁定前须填。", "How many people use it; needed before the lock."),
    "a_end": ("A 端类型，从列表中选择。", "Kind of your own end, from the list."),
    "z_end": ("Z 端类型，从列表中选择。", "Kind of the far end, from the list."),
    "internal_only": (
        "填“是”表示声明：不转售、不与他人共用、不为他人提供代理或 VPN、不供第三方接入、"
        "不作面向公众的加速。锁定前须声明。",
        "true declares: no resale, no sharing, no proxy or VPN for others, no access of third "
        "parties, no acceleration for the public. Needed before the lock.",
    ),
    "internet_breakout": (
        "是否经专线访问公共互联网。",
        "Whether the public Internet is reached over the line: true or false.",
    ),
    "voice": (
        "语音：无、内部语音或接入公用电话网（不允许）。",
        "Voice: none, internal, or public_network (which is not allowed).",
    ),
    "z_registration_number": (
        "Z 端单位在当地的登记号（公司编号、商业登记号等）。",
        "The occupant's registration number where it is registered.",
    ),
    "z_share_percent": (
        "贵公司与 Z 端单位之间沿持股链的比例，如 100；同一法人可不填。",
        "Share held along the chain between you and the occupant, such as 100.",
    ),
}
