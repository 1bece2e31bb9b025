"""The icons of the heroicons package: its drawings are opened once, each icon is made once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
QUOTED = re.compile(r'"([a-z][a-z-]+)"')
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


@lru_cache(maxsize=512)
def icon(name: str, size: int = 20) -> Markup:
    """A filled icon for beside a text; reading aloud leaves it out. KeyError: no such icon."""
    return _drawn("mini", name, size)


@lru_cache(maxsize=64)
def icon_outline(name: str, size: int = 24) -> Markup:
    """An icon in lines, for where there is room around it."""
    return _drawn("outline", name, size)


def _drawn(style: str, name: str, size: int) -> Markup:
    drawing = drawings().read(f"{style}/{name}.svg").decode().strip()
    sized = drawing.replace(NAMESPACE, f' width="{size}" height="{size}"', 1)
    return Markup(sized)  # noqa: S704  (the package's own drawing)


@cache
def drawings() -> ZipFile:
    """The package's archive. Its own functions open it anew for every icon, for 30 ms of CPU."""
    return ZipFile(BytesIO((files("heroicons") / "heroicons.zip").read_bytes()))


@cache
def icons_used() -> list[str]:
    """Every name that stands in a template and is an icon's."""
    texts = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    known = {Path(name).stem for name in drawings().namelist() if name.startswith("mini/")}
    return sorted({name for text in texts for name in QUOTED.findall(text)} & known)
