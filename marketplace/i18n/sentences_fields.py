"""Sentences for what can be wrong with one field."""

FIELDS: dict[str, tuple[str, str]] = {
    "field_required": ("必填。", "This is required."),
    "field_unknown": ("没有这个字段。", "There is no such field."),
    "field_invalid": ("格式不正确。", "The value is not of the right form."),
    "file_empty": ("文件为空。", "The file is empty."),
    "file_too_large": (
        "文件不得超过 {most} 字节。",
        "The file may have at most {most} bytes.",
    ),
    "file_two_kinds": (
        "该文件同时是压缩包，不予接收。",
        "The file is an archive at the same time and is not taken.",
    ),
    "file_broken": ("该文件不完整或已损坏。", "The file is cut off or broken."),
    "file_active": (
        "该 PDF 含有可执行内容（脚本或启动程序），请去除后再上传。",
        "The PDF holds active content (scripts or programs to launch); remove it first.",
    ),
    "picture_too_large": ("图片尺寸过大。", "The picture has too many pixels."),
    "file_kind": ("只接受 {kinds} 文件。", "Only files of these kinds are taken: {kinds}."),
    "object_expected": ("应为一个对象。", "An object is expected."),
    "list_expected": ("应为一个列表。", "A list is expected."),
    "list_size": ("应有 {low} 至 {high} 项。", "Between {low} and {high} entries are expected."),
    "whole_number": (
        "应为整数，不带小数、符号或空格。",
        "A whole number is expected, without decimals, sign or blanks.",
    ),
    "number_text": ("应为普通数字，如 12000.50。", "A plain number is expected, such as 12000.50."),
    "number_decimals": ("最多 {most} 位小数。", "At most {most} decimals."),
    "number_range": ("应在 {low} 与 {high} 之间。", "It must be between {low} and {high}."),
    "text_expected": ("应为文字。", "Text is expected."),
    "text_length": ("应为 {low} 至 {high} 个字符。", "It must have {low} to {high} characters."),
    "text_control_characters": ("含有不可见的控制字符。", "It contains control characters."),
    "choice": ("应为以下之一：{choices}。", "It must be one of: {choices}."),
    "flag": ("应为 true 或 false。", "It must be true or false."),
    "instant": (
        "应为带时区的时间，如 2026-12-01T10:00:00+08:00。",
        "A time with an offset is expected, such as 2026-12-01T10:00:00+08:00.",
    ),
    "instant_offset": ("请注明时区，如 +08:00。", "Say which offset from UTC, such as +08:00."),
    "day": ("应为日期，如 2026-12-01。", "A day is expected, such as 2026-12-01."),
    "email": ("不是有效的邮箱地址。", "This is not a valid e-mail address."),
    "uscc_length": (
        "统一社会信用代码应为 18 位。",
        "A unified social credit code has 18 characters.",
    ),
    "uscc_alphabet": (
        "统一社会信用代码只含数字与大写字母，不含 I、O、S、V、Z。",
        "The code has only digits and capital letters other than I, O, S, V, Z.",
    ),
    "uscc_check_digit": (
        "统一社会信用代码校验位不正确，请核对。",
        "The check digit of the code is wrong; compare it with the licence.",
    ),
    "not_future": ("应晚于当前时间。", "It must lie in the future."),
    "order": ("应不早于 {other}。", "It must not be before {other}."),
    "duplicate": ("与第 {first} 项重复。", "It repeats entry {first}."),
    "not_known": ("找不到 {value}。", "There is no {value}."),
}
