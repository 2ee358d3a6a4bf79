"""`make screenshots`: the README's four pictures, taken from a demo of its own.

    python -m ops.screenshots

Starts the demo company in var/screenshots, walks to four pages, writes docs/images/*.png.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ops.demo import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1280, "height": 800}


def sign_in(browser: Browser, address: str, first_name: str) -> Page:
    page = browser.new_context(viewport=SIZE, base_url=address).new_page()  # type: ignore[arg-type]
    page.goto("/login/")
    page.get_by_label("E-mail").fill(f"{first_name}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def follow(page: Page, path: str, pattern: str) -> None:
    """Open a list, and then the first thing on it whose address looks like the pattern."""
    page.goto(path)
    addresses = [str(link.get_attribute("href")) for link in page.locator("main a[href]").all()]
    page.goto(next(address for address in addresses if re.fullmatch(pattern, address)))


def take(browser: Browser, address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    rosa = sign_in(browser, address, "rosa")
    rosa.goto("/openings/headset-advisor-vilnius/board/")
    rosa.screenshot(path=IMAGES / "board.png")
    follow(rosa, "/openings/headset-advisor-vilnius/days/", r"/days/\d+/")
    rosa.screenshot(path=IMAGES / "timetable.png")
    milan = sign_in(browser, address, "milan")
    follow(milan, "/decisions/", r"/applications/\d+/decision/")
    milan.screenshot(path=IMAGES / "decision.png")
    ines = sign_in(browser, address, "ines")
    follow(ines, "/my-day/", r"/scorecards/\d+/")
    ines.screenshot(path=IMAGES / "scorecard.png")


def main() -> None:
    from playwright.sync_api import sync_playwright

    environment = {**os.environ, "SERVICE_DAY_VAR": str(ROOT / "var" / "screenshots")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "ops.demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert demo.stdout  # noqa: S101  (it was asked for above)
        ready = next(line for line in demo.stdout if "ready: " in line)
        address = ready.split("ready: ")[1].strip()
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        arguments = ["--disable-quic", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
            take(browser, address)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()
    print(f"four pictures in {IMAGES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
