"""The browser of the end-to-end tests: found, on request installed, given a Chinese font."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
INSTALL_SECONDS = 600
MISSING = "no Chromium here: install it, or run as root with MARKETPLACE_INSTALL_CHROMIUM=1"
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@cache
def executable() -> str | None:
    """The browser's path; None, with MISSING as the reason, when there is none."""
    found = _found()
    if found is None and _may_install():
        _install()
        found = _found()
    return found


def launch(playwright):
    """A browser that renders Chinese; its fonts are registered for it alone."""
    return playwright.chromium.launch(
        executable_path=executable(),
        args=ARGS,
        env={**os.environ, "FONTCONFIG_FILE": str(_font_settings())},
    )


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _may_install() -> bool:
    wanted = os.environ.get("CI") == "true" or os.environ.get("MARKETPLACE_INSTALL_CHROMIUM") == "1"
    return wanted and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> None:
    """Ask Debian's package manager once; what fails here shows as skipped browser tests."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"]
    for step in (["update", "-qq"], install):
        try:
            subprocess.run(
                ["apt-get", *step],
                check=False,
                env=environ,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=INSTALL_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return


@cache
def _font_settings() -> Path:
    """A fontconfig file that adds the font package of the development environment."""
    spec = find_spec("noto_cjk_sans_otc")
    folder = Path(tempfile.mkdtemp(prefix="marketplace-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "fonts.conf"
    path.write_text(FONTS.format(fonts=Path(spec.origin).parent, cache=folder / "cache"))
    return path
