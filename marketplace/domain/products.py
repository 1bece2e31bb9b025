"""Products, regions and line attributes that the marketplace knows, with the licence each needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Product(StrEnum):
    IPLC = "IPLC"
    IEPL = "IEPL"
    INTL_MPLS_VPN = "INTL_MPLS_VPN"
    INTL_WAVE = "INTL_WAVE"
    INTL_SDWAN = "INTL_SDWAN"
    INTL_DIA = "INTL_DIA"


VPN_PRODUCTS = (Product.INTL_MPLS_VPN, Product.INTL_SDWAN)
"Filed by the carrier before they serve (USE-11)"


class Protection(StrEnum):
    NONE = "none"
    DUAL_ROUTE = "dual_route"


class WantedProtection(StrEnum):
    """What a member may ask for; two carriers are two lines (domain.pairs)."""

    NONE = "none"
    DUAL_ROUTE = "dual_route"
    TWO_CARRIERS = "two_carriers"


class Relation(StrEnum):
    """What the occupant of the Z-end is to the member (BUY-06)."""

    SAME_ENTITY = "same_entity"
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    BRANCH = "branch"
    SAME_CONTROL = "same_control"
    CONTRACT_PARTNER = "contract_partner"


class Interface(StrEnum):
    GE_1000BASE_T = "1000BASE-T"
    GE_1000BASE_LX = "1000BASE-LX"
    TEN_GE_LR = "10GBASE-LR"
    STM1 = "STM-1"
    STM4 = "STM-4"
    HUNDRED_GE_LR4 = "100GBASE-LR4"


@dataclass(frozen=True)
class ProductFacts:
    """Names and the licence scopes of which a carrier needs at least one (SELL-02)."""

    code: Product
    name_zh: str
    name_en: str
    scopes: frozenset[str]


_LINE = frozenset({"A11-4", "A14-4"})
PRODUCTS: dict[Product, ProductFacts] = {
    facts.code: facts
    for facts in (
        ProductFacts(Product.IPLC, "国际专线", "International private leased circuit", _LINE),
        ProductFacts(Product.IEPL, "国际以太网专线", "International Ethernet private line", _LINE),
        ProductFacts(
            Product.INTL_MPLS_VPN, "国际 MPLS VPN", "International MPLS VPN", frozenset({"A14-4"})
        ),
        ProductFacts(
            Product.INTL_WAVE, "国际波长专线", "International wavelength", frozenset({"A11-4"})
        ),
        ProductFacts(
            Product.INTL_SDWAN,
            "国际 SD-WAN（基于自有国际专线）",
            "International SD-WAN over the carrier's own lines",
            _LINE,
        ),
        ProductFacts(
            Product.INTL_DIA,
            "国际互联网数据专用通道",
            "International Internet data channel",
            frozenset({"A14-1"}),
        ),
    )
}


@dataclass(frozen=True)
class ProtectionFacts:
    """A protection and its names."""

    code: Protection | WantedProtection
    name_zh: str
    name_en: str


PROTECTIONS = (
    ProtectionFacts(Protection.NONE, "无保护", "Unprotected"),
    ProtectionFacts(Protection.DUAL_ROUTE, "双路由", "Dual route"),
)
TWO_CARRIERS = ProtectionFacts(WantedProtection.TWO_CARRIERS, "双运营商", "Two carriers")
"Of lines only: price rows know none"
TERMS_MONTHS = (12, 24, 36)


def may_sell(scopes: set[str] | frozenset[str], product: Product) -> bool:
    """Whether a licence with these scopes covers the product."""
    return bool(PRODUCTS[product].scopes & scopes)
