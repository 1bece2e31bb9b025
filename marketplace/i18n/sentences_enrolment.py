"""Sentences for what can be wrong with enrolment files and checks of them."""

ENROLMENT: dict[str, tuple[str, str]] = {
    "phone_number": (
        "应为电话号码，如 13800000000 或 +86 21-00000000。",
        "A phone number is expected, such as 13800000000 or +86 21-00000000.",
    ),
    "notice_changed": (
        "个人信息处理告知已更新为 {version}，请重新阅读。",
        "The privacy notice has changed to {version}: please read it anew.",
    ),
    "notice_not_read": (
        "请确认已阅读个人信息处理告知并告知相关人员。",
        "Please confirm that you have read the privacy notice and passed it on.",
    ),
    "check_of_nobody": (
        "入驻资料尚未填写经办人，无法核验身份。",
        "The enrolment file names nobody who acts: there is no identity to verify yet.",
    ),
    "check_of_no_phone": (
        "入驻资料尚未填写经办人手机号，无法核验。",
        "The enrolment file gives no phone of the person acting: there is none to verify yet.",
    ),
    "too_many_files": (
        "确认入驻前最多上传 {most} 个文件。",
        "Before your organisation is confirmed it may upload at most {most} files.",
    ),
}
