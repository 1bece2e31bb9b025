"""Facts of a line at its activation and in service (SELL-09, USE-10, USE-05, SELL-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.products import Product


@dataclass(frozen=True, kw_only=True)
class ActivationFacts(Facts):
    promised_on: date | None = fact("承诺开通日期", "day promised for activation")
    live_on: date | None = fact("实际开通日期", "day of activation")
    product: Product | None = fact("产品", "product")
    vpn_filing: str | None = fact("运营商 VPN 备案号", "carrier's filing reference of the VPN")
    late_compensation: bool | None = fact(
        "逾期违约金是否已计付", "whether compensation for lateness was paid"
    )


@dataclass(frozen=True, kw_only=True)
class ServiceFacts(Facts):
    live_on: date | None = fact("开通日期", "day of activation")
    security_filing: str | None = fact("公安机关备案号", "filing number with public security")
    commitment_signed_on: date | None = fact(
        "承诺书签署日期", "day the commitment letter was signed"
    )
    known_abuse: bool | None = fact("是否已知用于违法活动", "whether an unlawful use is known")
    suspended: bool | None = fact("是否已暂停配合", "whether help was stopped")


@dataclass(frozen=True, kw_only=True)
class SupplyFacts(Facts):
    """Of a carrier with lines in service."""

    licence_valid_to: date | None = fact(
        "运营商许可证有效期至", "last day of the carrier's licence"
    )
    contract_ends_on: date | None = fact("合同期末日", "last day of the contract")
