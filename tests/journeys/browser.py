"""Finds a Chromium for the journeys, or gets one, and prints its path: the system's, else apt's, else Playwright's.

Runs with any Python, for it comes before everything else; its argument is the Python that has Playwright.
"""

import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def on_the_system() -> str:
    """The first Chromium on the path, or an empty text."""
    named = os.environ.get("BELLETJE_CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, NAMES)), "")


def from_apt() -> str:
    """Installs Debian's package, which only root can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, check=False, **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "-y", "chromium"], env=environment, check=False, **quiet)  # type: ignore[call-overload]
    return on_the_system()


def from_playwright(python: str) -> str:
    """Lets Playwright download the browser it is made for."""
    done = subprocess.run([python, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
    if done.returncode:
        return ""
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or str(Path.home() / ".cache" / "ms-playwright")
    return next(iter(sorted(glob(f"{kept}/chromium-*/chrome-linux*/chrome"), reverse=True)), "")  # noqa: PTH207


def main() -> int:
    """Prints the path; without any browser one sentence on standard error and status 2."""
    found = on_the_system() or from_apt() or from_playwright(sys.argv[1] if len(sys.argv) > 1 else sys.executable)
    if not found:
        print("No Chromium for the browser journeys: install your system's chromium, then try again.", file=sys.stderr)
        return 2
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
