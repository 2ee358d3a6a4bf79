"""Journeys run in a real browser (Debian's Chromium) against the real site, with real workers.

Every page that a journey looks at goes through `Browser.look`: axe-core in light at 1440 px and in
dark at 390, no sideways scroll, and a screenshot of each under var/journeys (or the folder that
SERVICE_DAY_ARTEFACTS names). The journey of one application, and all of them in `make journeys`
(SERVICE_DAY_LOOKS=all), look at both sizes in both schemes. A violation of the
Content-Security-Policy or an error on the console anywhere fails the journey at its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from candidates.files.queries import compare_storage_with_rows

ROOT = Path(settings.BASE_DIR)
ARTEFACTS = Path(os.environ.get("SERVICE_DAY_ARTEFACTS", ROOT / "var" / "journeys"))
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
# axe copies the styles of a shadow tree into a document of its own, which the strict policy stops
# and reports: where there is such a tree (a waveform), it leaves style sheets alone
PRELOAD = "![...document.querySelectorAll('*')].some((each) => each.shadowRoot)"
TAGS = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
# at the same size the dark scheme changes colors and nothing else
COLORS = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"
# only what is wrong comes over to us: all that is right is a hundred times as much
SCAN = """axe.run(document, {{preload: {preload}, runOnly: {rules}, resultTypes: ["violations"]}})
  .then((found) => found.violations)"""
SIZES = ((1440, 900), (390, 844))
CROSSWISE = ((SIZES[0], {"light": TAGS}), (SIZES[1], {"dark": TAGS}))
ALL_WAYS = tuple((size, {"light": TAGS, "dark": COLORS}) for size in SIZES)
WHOLE = "test_candidate_goes_all_the_way"
COLLECT = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
ARGUMENTS = ["--disable-quic", "--disable-dev-shm-usage", "--disable-background-networking"]


def _chromium() -> str:
    names = [os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "no Chromium: run ops/prepare.sh test"
    return found


class Browser:
    """One person at one browser. `javascript=False` is a browser that runs none."""

    def __init__(self, context: BrowserContext, address: str, journey: str) -> None:
        self.context, self.address, self.journey = context, address, journey
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.looks = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"error {error}"))

    def _heard(self, message) -> None:
        # no faults: a form that answers 422, and what cannot be sent while the journey is offline
        expected = ("status of 4", "net::ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(each in message.text for each in expected):
            self.faults.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> Page:
        self._collect()
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")
        return self.page

    def sign_in(self, email: str, password: str) -> None:
        self.go("/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def look(self, name: str) -> None:
        """Scan and photograph the page as it is."""
        self.looks += 1
        everywhere = self.journey == WHOLE or os.environ.get("SERVICE_DAY_LOOKS") == "all"
        for (width, height), schemes in ALL_WAYS if everywhere else CROSSWISE:
            self.page.set_viewport_size({"width": width, "height": height})
            for scheme, rules in schemes.items():
                self.page.emulate_media(color_scheme=scheme)
                self._photograph(f"{self.looks:02}-{name}-{width}-{scheme}")
                self._scan(f"{name} at {width} px, {scheme}", rules)
            wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{name} scrolls sideways by {wide} px at {width} px"
        self.page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
        self.page.emulate_media(color_scheme="light")

    def _photograph(self, name: str) -> None:
        folder = ARTEFACTS / self.journey
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def _scan(self, where: str, rules: str) -> None:
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(SCAN.format(preload=PRELOAD, rules=rules))
        told = [
            f"{rule['id']}: {node['html'][:160]} — {node['failureSummary'][:300]}"
            for rule in found
            for node in rule["nodes"][:3]
        ]
        assert not told, f"{where} ({self.page.url}):\n" + "\n".join(told)

    def _collect(self) -> None:
        if self.page.url.startswith("http"):
            self.faults += self.page.evaluate("window.violations || []")

    def close(self) -> None:
        self._collect()
        self.context.close()
        assert self.faults == []


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[object]:
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=_chromium(), args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def browse(chromium, live_server, request, settings):
    """Open a browser for one more person: `browse("rosa")`, `browse("kim", javascript=False)`."""
    settings.PUBLIC_URL = live_server.url
    opened: list[Browser] = []

    def open_browser(*, javascript: bool = True) -> Browser:
        context = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": SIZES[0][0], "height": SIZES[0][1]},
            locale="en-US",
            reduced_motion="reduce",  # so that nobody measures a color half-way to another
            timezone_id="Europe/Vilnius",
        )
        context.set_default_timeout(15_000)
        if javascript:
            context.add_init_script(COLLECT)
        browser = Browser(context, live_server.url, request.node.name)
        opened.append(browser)
        return browser

    yield open_browser
    for browser in opened:
        browser.close()


@pytest.fixture
def opening(opening):
    """The opening, at a place where it is eight in the morning: today is long enough for a Day,
    whatever the hour at which the journey is made."""
    hour = timezone.now().hour
    west = hour - 8 if hour <= 20 else hour - 32
    opening.time_zone = f"Etc/GMT{west:+d}"
    opening.save()
    return opening


@pytest.fixture
def no_files(transactional_db) -> None:
    """No files of the journey before: its rows are gone."""
    shutil.rmtree(settings.STORAGES["private"]["OPTIONS"]["location"], ignore_errors=True)


@pytest.fixture
def workers(live_server, tmp_path, no_files) -> Iterator[Path]:
    """Real workers and a real dispatcher on this test's database; yields the folder that
    outgoing mail is written to. When they have ended, rows and files have to agree."""
    mail = tmp_path / "var" / "mail"
    environment = {
        **os.environ,
        "PGDATABASE": connection.settings_dict["NAME"],
        "SERVICE_DAY_MODE": "test",
        "SERVICE_DAY_URL": live_server.url,
        "SERVICE_DAY_VAR": os.environ["SERVICE_DAY_VAR"],
        "SERVICE_DAY_MAIL_FOLDER": str(mail),
    }
    commands = (["work"], ["dispatch"])
    logs = [tmp_path / f"{command[0]}.log" for command in commands]
    processes = [
        _start(command, log, environment) for command, log in zip(commands, logs, strict=True)
    ]
    yield mail
    for process in processes:
        os.killpg(process.pid, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    for log in logs:
        print(log.read_text())
    found = compare_storage_with_rows()
    assert found.all_is_well, found


def _start(command: list[str], log: Path, environment: dict[str, str]) -> subprocess.Popen:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
