"""Words of the notices about awards: publication, complaints, acceptance, re-award."""

from __future__ import annotations

AWARDS: dict[str, dict[str, tuple[str, str]]] = {
    "award_published": {
        "zh": ("成交公示：{title}", "“{title}”的成交方案已公示，公示期内可提出异议。"),
        "en": (
            "Award published: {title}",
            "The award of “{title}” is published; the standstill runs.",
        ),
    },
}
