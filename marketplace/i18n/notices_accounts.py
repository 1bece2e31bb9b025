"""Words of the notices about organisations and licences: to be reviewed, and decided."""

from __future__ import annotations

ACCOUNTS: dict[str, dict[str, tuple[str, str]]] = {
    "organisation_waiting": {
        "zh": ("机构待审核：{name}", "“{name}”已注册，请核对后确认或说明理由退回。"),
        "en": (
            "Organisation to review: {name}",
            "“{name}” has signed up; please confirm it or refuse it with a reason.",
        ),
    },
    "organisation_confirmed": {
        "zh": ("机构已确认：{name}", "“{name}”已通过审核，可以使用平台的全部功能。"),
        "en": ("Confirmed: {name}", "“{name}” is confirmed; the marketplace is open to it."),
    },
    "organisation_refused": {
        "zh": ("机构未通过审核：{name}", "“{name}”未通过审核，理由见账户页面。"),
        "en": (
            "Not confirmed: {name}",
            "“{name}” was not confirmed; the reason stands on the account page.",
        ),
    },
    "licence_waiting": {
        "zh": ("许可证待核验：{number}", "“{name}”提交了许可证 {number}，请核验。"),
        "en": (
            "Licence to verify: {number}",
            "“{name}” has submitted licence {number}; please verify it.",
        ),
    },
    "licence_verified": {
        "zh": ("许可证已核验：{number}", "许可证 {number} 已核验，可受邀报价。"),
        "en": (
            "Licence verified: {number}",
            "Licence {number} is verified; you will be invited to quote.",
        ),
    },
    "licence_refused": {
        "zh": ("许可证未通过核验：{number}", "许可证 {number} 未通过核验，理由见许可证页面。"),
        "en": (
            "Licence not verified: {number}",
            "Licence {number} was not verified; the reason stands on the licence page.",
        ),
    },
}
