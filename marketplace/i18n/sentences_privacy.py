"""Sentences about personal data and how long records are kept."""

from __future__ import annotations

PRIVACY: dict[str, tuple[str, str]] = {
    "kept_until": (
        "该记录依法须保存至 {until}（{rules}），现在不能删除。",
        "This record is kept by law until {until} ({rules}) and cannot be deleted now.",
    ),
    "password_to_confirm": (
        "更改邮箱须输入当前密码。",
        "Enter your present password to change the e-mail address.",
    ),
}
