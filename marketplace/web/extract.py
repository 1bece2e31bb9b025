"""`python -m marketplace.web.extract`: bring the catalogues up to what the pages say.

New sentences are added, gone ones dropped; English is filled in from the sentence itself. Prints
what still waits for a Chinese translation.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}


def said() -> Catalog:
    """Every sentence that templates and code ask to be translated."""
    catalogue = Catalog(project="Cross-border private-line group buying")
    found = extract_from_dir(str(WEB), METHODS, OPTIONS)
    for file, line, message, comments, context in found:
        catalogue.add(
            message,
            None,
            [(f"marketplace/web/{file}", line)],
            auto_comments=comments,
            context=context,
        )
    return catalogue


def path_of(locale: str) -> Path:
    return WEB / "translations" / locale / "LC_MESSAGES" / "messages.po"


def kept(locale: str) -> Catalog:
    """The catalogue as it stands in its file."""
    with path_of(locale).open("rb") as file:
        return read_po(file, locale=locale)


def main() -> None:
    template = said()
    for locale in ("zh_Hans_CN", "en"):
        with alone(locale):
            catalogue = kept(locale)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            if locale == "en":
                fill_english(catalogue)
            keep(locale, catalogue)
    waiting = untranslated(kept("zh_Hans_CN"))
    sys.stdout.write("".join(f"{sentence}\n" for sentence in waiting))


@contextmanager
def alone(locale: str) -> Iterator[None]:
    """Hold the catalogue while it is read and written: two at once would lose sentences."""
    place = hashlib.sha256(str(path_of(locale)).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"catalogue-{place}").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep(locale: str, catalogue: Catalog) -> None:
    """Put the catalogue into its file, in one step: nobody reads half of it."""
    path = path_of(locale)
    made = path.with_suffix(f".{os.getpid()}")
    with made.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, sort_output=True)
    made.replace(path)


def fill_english(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            message.string = message.id


def untranslated(catalogue: Catalog) -> list[object]:
    """The sentences without a translation, or with only a part of their plural forms."""
    return [
        message.id
        for message in catalogue
        if message.id and not (message.string and all(message.string))
    ]


if __name__ == "__main__":
    main()
