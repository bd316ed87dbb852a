"""A debrief to keep or to hand on: one HTML file with everything in it, or a PDF printed by a browser of this machine.

What the caller feared and felt is in neither: that belongs to the caller alone.
"""

import os
import re
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

from belletje.usecases.house import House, Refused
from belletje.web.looking_back import look_back
from belletje.web.visit import environment
from belletje.web.words import Language, words

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
)  # fmt: skip
SCRIPTS = ("vega/vega.min.js", "vega/vega-lite.min.js", "vega/vega-embed.min.js", "charts.js")
LONGEST_S = 90
DRAWING_MS = 8000


def as_html(*, house: House, call: int, language: Language) -> str:
    """The debrief of a call as one file that needs nothing else. Raises Refused while the call goes on."""
    page = look_back(house=house, call=call, words=words(language))
    static = files("belletje.web").joinpath("static")
    scripts = [static.joinpath(name).read_text("utf-8") for name in SCRIPTS]
    return (
        environment(language)
        .get_template("debrief_file.html")
        .render(
            page=page,
            language=language,
            style=static.joinpath("belletje.css").read_text("utf-8"),
            scripts=[re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE) for script in scripts],
        )
    )


def as_pdf(*, house: House, call: int, language: Language) -> bytes:
    """The same, printed. Raises Refused where there is no browser to print it, or it fails."""
    html = as_html(house=house, call=call, language=language)  # a call that is not there is told before all else
    browser = find_browser()
    if not browser:
        raise Refused(
            "A PDF needs a browser on this machine (Chromium, Chrome or Edge) and none was found. "
            "Keep the HTML file instead, or install one.",
            nl=(
                "Voor een PDF is op deze computer een browser nodig (Chromium, Chrome of Edge), en die is er niet. "
                "Bewaar het HTML-bestand, of installeer er een."
            ),
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "debrief.html", Path(folder) / "debrief.pdf"
        source.write_text(html, "utf-8")
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--no-pdf-header-footer", f"--user-data-dir={folder}/profile", f"--virtual-time-budget={DRAWING_MS}",
            *(["--no-sandbox"] if _is_root() else []), f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603
            return target.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise Refused(
                "The browser could not print the debrief. Keep the HTML file instead.",
                nl="De browser kon de nabespreking niet afdrukken. Bewaar het HTML-bestand.",
            ) from fault


def find_browser() -> str:
    """The browser that prints: BELLETJE_CHROMIUM, else the first of BROWSERS on the path; empty without."""
    return os.environ.get("BELLETJE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
