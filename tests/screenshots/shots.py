"""Pictures of pages by role, language, width and theme, and the page that shows them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

HEAD = """<!doctype html><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:15px system-ui;margin:2rem;color-scheme:light dark}
section{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}
figure{margin:0}img{width:320px;border:1px solid #888}img.phone{width:160px}
figcaption{font-size:12px}li{margin:.2rem 0}</style>
"""


@dataclass(frozen=True)
class Shot:
    """One picture of one page, and the faults seen on it."""

    role: str
    path: str
    language: str
    width: int
    theme: str
    file: str
    faults: tuple[str, ...]

    @property
    def about(self) -> str:
        return f"{self.language} · {self.width} px · {self.theme}"


def write_index(folder: Path, shots: Iterable[Shot]) -> None:
    """index.html: every page of every role with its pictures and faults."""
    parts = [HEAD]
    for (role, path), pictures in groupby(shots, key=lambda shot: (shot.role, shot.path)):
        held = list(pictures)
        parts.append(f"<h2>{escape(role)} {escape(path)}</h2><section>")
        parts += [_figure(shot) for shot in held]
        told = dict.fromkeys(f"{s.about}: {fault}" for s in held for fault in s.faults)
        parts.append(
            "</section><ul>" + "".join(f"<li>{escape(one)}</li>" for one in told) + "</ul>"
        )
    (folder / "index.html").write_text("\n".join(parts), encoding="utf-8")


def _figure(shot: Shot) -> str:
    narrow = ' class="phone"' if shot.width < 600 else ""
    return (
        f'<figure><a href="{shot.file}"><img loading="lazy"{narrow} src="{shot.file}" alt=""></a>'
        f"<figcaption>{escape(shot.about)}</figcaption></figure>"
    )
