"""Sentences about personal data and how long records are kept."""

from __future__ import annotations

PRIVACY: dict[str, tuple[str, str]] = {
    "kept_until": (
        "该记录依法须保存至 {until}（{rules}），现在不能删除。",
        "This record is kept by law until {until} ({rules}) and cannot be deleted now.",
    ),
    "leaving_held": (
        "还有 {count} 件事须先了结，才能退出平台。",
        "{count} things must end before the organisation can leave.",
    ),
    "organisation_has_left": (
        "贵机构已退出平台。",
        "Your organisation has left the marketplace.",
    ),
    "cannot_leave": (
        "平台运营方与监管机构不能退出。",
        "The platform itself and regulators do not leave.",
    ),
    "leaving_to_confirm": ("请确认退出平台。", "Confirm that the organisation leaves."),
    "leave_organises": (
        "贵机构组织的团购“{title}”尚未结束。",
        "The group buy “{title}” that the organisation runs has not ended.",
    ),
    "leave_stay": (
        "已参加团购“{title}”：募集中可退团，需求锁定后须等其结束。",
        "It takes part in “{title}”: leave that before the lock, or wait until it has ended.",
    ),
    "leave_waiting": (
        "仍在团购“{title}”的候补名单上。",
        "It is on the waiting list of “{title}”.",
    ),
    "leave_award_line": (
        "“{title}”的成交方案中有专线尚未确认，或已接受但尚未起草合同。",
        "In the award of “{title}” a line waits for an answer or for its contract.",
    ),
    "leave_quote": (
        "已受邀为“{title}”报价，或其报价仍然有效，须等询比与成交结束。",
        "It is invited to quote for “{title}”, or its quote still binds: wait for the end.",
    ),
    "leave_contract": (
        "合同 {title} 尚未签署完毕或尚未全部开通。",
        "Contract {title} is not signed, or not all of its lines are live.",
    ),
    "leave_invoice": (
        "专线发票 {title} 尚未结清。",
        "Invoice {title} of a line is not received in full.",
    ),
    "leave_complaint": ("投诉“{title}”尚未了结。", "The complaint “{title}” is open."),
    "user_anonymised": (
        "该用户的信息保存期已满，已作匿名处理，不能恢复。",
        "What was known of this user is gone; access cannot be given again.",
    ),
    "password_to_confirm": (
        "更改邮箱须输入当前密码。",
        "Enter your present password to change the e-mail address.",
    ),
}
