"""One text in the two languages of the marketplace, Chinese first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    def __format__(self, language: str) -> str:
        """`{text:zh}` in a sentence."""
        return self.in_language(language)
