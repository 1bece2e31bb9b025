"""Where a rule comes from, and how well that is known.

A mark says how a text, an article or a number is known. What is marked K (known, not verified)
is kept for the lawyer who will check it and cannot be printed: `Marked.printed` is None, and
nothing else gives words for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.compliance.words import Text


class Evidence(StrEnum):
    TEXT = "T"
    "the article itself was read"
    SECOND_HAND = "S"
    "quoted or paraphrased in other material; the instrument itself was not read"
    KNOWLEDGE = "K"
    "general knowledge, not verified: neither number nor article is ever printed"


T, S, K = Evidence.TEXT, Evidence.SECOND_HAND, Evidence.KNOWLEDGE
HOUSE = Text("本平台询比规则", "RFQ rules of this marketplace")
HOUSE_BODY = Text("本平台", "this marketplace")
LAWS = "https://flk.npc.gov.cn/"
"the national database of laws and regulations, where no address of the instrument is known"


@dataclass(frozen=True)
class Marked:
    """A number or a date with its mark."""

    unchecked: str
    "as recorded: for a lawyer's list, never for a page, an answer or a document"
    evidence: Evidence

    @property
    def printed(self) -> str | None:
        return None if self.evidence == K else self.unchecked

    def __str__(self) -> str:
        return self.printed or ""

    def __repr__(self) -> str:
        return f"Marked({self.printed!r}, {self.evidence})"


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, notice or standard; numbers and dates are marked each by itself."""

    title: Text
    "without the title marks 《》"
    body: Text
    number: Marked | None = None
    issued: Marked | None = None
    in_force: Marked | None = None
    address: str = LAWS
    "official address to check by hand, as far as it is known"
    titled: bool = True
    "a published text, named between title marks"

    def at(
        self, *articles: str, mark: Evidence = T, part: Text | None = None, followed: bool = False
    ) -> Source:
        """The articles of this instrument as the source of a rule."""
        return Source(self, articles, mark, part, followed)


@dataclass(frozen=True)
class Source:
    """Articles of one instrument. `part`: which part of the rule it carries, if not all."""

    instrument: Instrument
    articles: tuple[str, ...]
    "such as 7(3) or 8-10; kept out of print when marked K"
    evidence: Evidence
    part: Text | None = None

    followed: bool = False
    "not binding on a private RFQ: the house follows it, and prints its own rules as the source"

    def printed(self, language: str) -> str:
        """The source as people read it; of a K source its instrument alone."""
        return HOUSE.in_language(language) if self.followed else self.recorded(language)

    def recorded(self, language: str) -> str:
        """The same with the name of what is only followed; still nothing of what is marked K."""
        zh = language != "en"
        title = self.instrument.title.in_language(language)
        words = [
            f"《{title}》" if zh and self.instrument.titled else title,
            self._number(zh),
            self._articles(zh),
        ]
        if self.part is not None:
            part = self.part.in_language(language)
            words.append(f"（{part}）" if zh else f" ({part})")
        return "".join(words)

    def as_dict(self) -> dict[str, str | None]:
        """For JSON: the printed words, the body, the mark and the address."""
        issued = None if self.evidence == K else self.instrument.issued
        body = HOUSE_BODY if self.followed else self.instrument.body
        return {
            "zh": self.printed("zh"),
            "en": self.printed("en"),
            "body_zh": body.zh,
            "body_en": body.en,
            "issued": issued.printed if issued is not None and not self.followed else None,
            "evidence": str(self.evidence),
            "address": "" if self.followed else self.instrument.address,
        }

    def _number(self, zh: bool) -> str:
        number = self.instrument.number
        if self.evidence == K or number is None or number.printed is None:
            return ""
        return f"（{number.printed}）" if zh else f" ({number.printed})"

    def _articles(self, zh: bool) -> str:
        if self.evidence == K or not self.articles:
            return ""
        if zh:
            return "、".join(f"第{article}条" for article in self.articles)
        return f", art. {', '.join(self.articles)}"
