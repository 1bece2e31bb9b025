"""Words of the notices about premises and commitment letters."""

from __future__ import annotations

ARCHIVES: dict[str, dict[str, tuple[str, str]]] = {
    "premises_waiting": {
        "zh": (
            "园区地址待确认：{name}",
            "“{name}”申报了 {building} {room}，请核对租约或产权证明后确认。",
        ),
        "en": (
            "Premises to confirm: {name}",
            "“{name}” states {building} {room}; please compare the lease or deed and confirm.",
        ),
    },
    "premises_confirmed": {
        "zh": ("园区已确认地址：{building}", "{building} {room} 已由园区确认，可作为专线 A 端。"),
        "en": (
            "Premises confirmed: {building}",
            "The park has confirmed {building} {room} as an A-end of your lines.",
        ),
    },
    "premises_refused": {
        "zh": ("园区未确认地址：{building}", "{building} {room} 未获园区确认，理由见地址页面。"),
        "en": (
            "Premises not confirmed: {building}",
            "The park did not confirm {building} {room}; the reason stands on the premises page.",
        ),
    },
    "commitment_renewal": {
        "zh": (
            "承诺书须重新签署：{label}",
            "专线“{label}”的承诺书将于 {ends_on} 满一年，请在此之前在线重新签署。",
        ),
        "en": (
            "Commitment letter to sign anew: {label}",
            "The commitment letter of line “{label}” is a year old on {ends_on}; please sign it "
            "anew on line before then.",
        ),
    },
}
