"""The browser of the end-to-end tests: found, on request installed, given a Chinese font.

Debian's `chromium-headless-shell` is the same engine without windows, buttons and tabs that nobody
sees; it needs a third of the CPU of `chromium`, which is taken where the shell is not installed.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

UNWANTED = (
    # What Playwright turns off: of two such lists Chromium heeds the second alone.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
    # Each unseen window would draw its buttons and its address bar as pages of their own,
    *("InitialWebUI", "WebUIToolbar", "WebUIReloadButton", "WebUILocationBar", "WebUITabStrip"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # and keep a process ready for a site that never comes.
    "SpareRendererForSitePerProcess",
)
ARGS = [
    "--no-sandbox",
    "--in-process-gpu",
    f"--disable-features={','.join(UNWANTED)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
INSTALL_SECONDS, SPARE_SECONDS = 600, 60
"what an installation may take where there is no browser, and where there is a dearer one"
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
    if shutil.which(SHELL) is None and _may_install():
        _install(SPARE_SECONDS if _found() else INSTALL_SECONDS)
    return _found()


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


def _install(seconds: float) -> None:
    """Ask Debian's package manager once; what fails here shows as skipped browser tests."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly = ("-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")
    for step in (["update", "-qq"], ["install", *quietly, SHELL]):
        try:
            subprocess.run(
                ["apt-get", *step],
                check=False,
                env=environ,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
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
