"""The mails that are sent: subject and body in Chinese and English, parameters in braces."""

from __future__ import annotations

MAILS: dict[str, dict[str, tuple[str, str]]] = {
    "password_reset": {
        "zh": (
            "重设密码 · 跨境专线团购",
            (
                "{name}，您好：\n\n请在一小时内打开以下链接重设密码：\n{link}\n\n"
                "如非本人操作，请忽略本邮件，密码不会改变。\n"
            ),
        ),
        "en": (
            "Reset your password · Cross-border private-line group buying",
            (
                "Dear {name},\n\nOpen this link within one hour to set a new password:\n{link}\n\n"
                "If you did not ask for this, ignore this mail; your password stays as it is.\n"
            ),
        ),
    },
    "notification": {
        "zh": (
            "{subject} · 跨境专线团购",
            "{name}，您好：\n\n{text}\n{due}\n请在此处理：\n{link}\n",
        ),
        "en": (
            "{subject} · Cross-border private-line group buying",
            "Dear {name},\n\n{text}\n{due}\nSee to it here:\n{link}\n",
        ),
    },
}


def mail(kind: str, language: str, **params: str) -> tuple[str, str]:
    """Subject and body of a mail of this kind in `zh` or `en`."""
    subject, body = MAILS[kind][language]
    return subject.format(**params), body.format(**params)
