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
    "email_changed": {
        "zh": (
            "邮箱已更改 · 跨境专线团购",
            (
                "{name}，您好：\n\n您的账户已改用另一个邮箱登录。\n"
                "如非本人操作，请立即联系平台运营。\n"
            ),
        ),
        "en": (
            "Your e-mail address was changed · Cross-border private-line group buying",
            (
                "Dear {name},\n\nYour account now has another e-mail address.\n"
                "If this was not you, tell the operator of the marketplace at once.\n"
            ),
        ),
    },
    "organisation_left": {
        "zh": (
            "已退出平台：{name}",
            (
                "{person}，您好：\n\n“{name}”已退出跨境专线团购平台，您的账户和接口令牌随之停用。\n"
                "法律要求保存的记录保存至期满，期满后您的姓名、邮箱等个人信息将被清除。\n"
                "如再次使用，请重新申请入驻。如有疑问，请联系平台运营。\n"
            ),
        ),
        "en": (
            "{name} has left the marketplace",
            (
                "Dear {person},\n\n“{name}” has left the marketplace; your account and API "
                "tokens have ended with it.\nWhat the law asks to be kept is kept until its term "
                "is over; then your name, e-mail address and other personal data go.\n"
                "To come back, enrol anew. If you have a question, ask the operator.\n"
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
    "group_buy_invitation": {
        "zh": (
            "邀请参加定向团购：{title}",
            (
                "您好：\n\n{organiser}邀请贵公司参加跨境专线定向团购“{title}”。"
                "该团购仅对受邀企业可见，请勿转发。\n\n"
                "请以贵公司账号登录并接受邀请（链接仅可使用一次）：\n{link}\n\n"
                "如不感兴趣，请忽略本邮件。\n"
            ),
        ),
        "en": (
            "Invitation to a directed group buy: {title}",
            (
                "Good day,\n\n{organiser} invites your company to “{title}”, a directed "
                "group buy of cross-border private lines. Only invited companies see it; please "
                "do not pass this on.\n\nSign in for your company and take the invitation up "
                "(the link works once):\n{link}\n\nIf you do not care for it, ignore this mail.\n"
            ),
        ),
    },
}


def mail_in_both(kind: str, **params: str) -> tuple[str, str]:
    """The same for somebody whose language is not known: Chinese first, then English."""
    both = [mail(kind, language, **params) for language in ("zh", "en")]
    return " · ".join(subject for subject, _ in both), "\n— — —\n\n".join(b for _, b in both)


def mail(kind: str, language: str, **params: str) -> tuple[str, str]:
    """Subject and body of a mail in `zh` or `en`; a param `x_zh`/`x_en` is {x} in that language."""
    subject, body = MAILS[kind][language]
    known = params | {
        name.removesuffix(f"_{language}"): value
        for name, value in params.items()
        if name.endswith(f"_{language}")
    }
    return subject.format(**known), body.format(**known)
