"""Amounts of money in Chinese capital characters (大写), as contracts and invoices write them."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def amount_in_words(minor: int) -> str:
    """Such as 人民币壹仟零壹拾元伍角整 for 101050 fen; raises ValueError below zero."""
    if minor < 0:
        raise ValueError("an amount is not negative")
    yuan, fen = divmod(minor, 100)
    tenths, hundredths = divmod(fen, 10)
    whole = f"{_words(yuan)}元" if yuan or not fen else ""
    if not fen:
        return f"人民币{whole}整"
    if not hundredths:
        return f"人民币{whole}{DIGITS[tenths]}角整"
    between = f"{DIGITS[tenths]}角" if tenths else ("零" if yuan else "")
    return f"人民币{whole}{between}{DIGITS[hundredths]}分"


def _words(number: int) -> str:
    """A whole number; one 零 stands for any run of zeros inside."""
    for unit, name in _UNITS:
        if number >= unit:
            high, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{_words(high)}{name}{gap}{_words(rest) if rest else ''}"
    return DIGITS[number]
