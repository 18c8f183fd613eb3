"""Make sure a machine has what the tests need beside Python: a Chromium and poppler's tools.

Debian's packages are installed as root; without root, Playwright's own Chromium is tried. What can
be had in neither way ends the run with one sentence that says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

POPPLER = ("pdftotext", "pdftoppm")


def main() -> None:
    """Install what is missing, or say what to install."""
    packages = []
    if not chromium():
        packages.append("chromium")
    if not all(map(shutil.which, POPPLER)):
        packages.append("poppler-utils")
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing", *packages, "for the tests (once)", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        subprocess.run([*quiet, "update"], env=environment, check=False)
        subprocess.run(
            [*quiet, "install", "--yes", "--no-install-recommends", *packages],
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    if not chromium():
        print("Installing Playwright's Chromium for the tests (once)", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    missing = []
    if not chromium():
        missing.append("a Chromium (Debian: chromium; or set ELEARN_CHROMIUM to its path)")
    if not all(map(shutil.which, POPPLER)):
        missing.append("pdftotext and pdftoppm (Debian: poppler-utils)")
    if missing:
        sys.exit("The tests cannot run. Install " + " and ".join(missing) + ", then try again.")


def chromium() -> str | None:
    """Return the path of a Chromium: named by ELEARN_CHROMIUM, Debian's, or Playwright's own."""
    named = os.environ.get("ELEARN_CHROMIUM")
    if named:
        return named
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    return system or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    main()
