"""Take docs/screenshots/report.png: `python -m tests.browser.report_picture report.html`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

OUT = Path("docs/screenshots/report.png")
WIDE = {"width": 1000, "height": 1200}


def main() -> None:
    path = next(p for name in CHROMIUM if (p := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport=WIDE)
        page.goto(Path(sys.argv[1]).resolve().as_uri())
        page.screenshot(path=OUT)
        browser.close()


if __name__ == "__main__":
    main()
