"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, check digit."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(3**i % 31 for i in range(17))
LENGTH = 18
ORGAN = "11"
"The codes of state organs (机关) begin so"
PUBLIC_BODIES = (ORGAN, "12")
"And those of public institutions (事业单位)"


def check_digit(first_17: str) -> str:
    """The 18th character for the first 17; raises ValueError for one outside the alphabet."""
    total = sum(w * ALPHABET.index(c) for w, c in zip(WEIGHTS, first_17, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def normalised(text: str) -> str:
    """The code as it is stored: upper case, no surrounding or inner blanks."""
    return "".join(text.split()).upper()


def fault_in(code: str) -> str | None:
    """The code of the rule that `code` breaks, or None when it is well formed.

    The two first characters may be letters (registrars such as A1, N2, Y1): no rule of the
    standard wants digits there. Enterprises begin with 9; that is asked elsewhere.
    """
    if len(code) != LENGTH:
        return "uscc_length"
    if any(c not in ALPHABET for c in code):
        return "uscc_alphabet"
    if check_digit(code[:-1]) != code[-1]:
        return "uscc_check_digit"
    return None


def is_organ(code: str) -> bool:
    """Whether the code is a state organ's: a public body whatever is said of it."""
    return code.startswith(ORGAN)


def is_public_body(code: str) -> bool:
    """Whether the code is that of a state organ or of a public institution."""
    return code.startswith(PUBLIC_BODIES)
