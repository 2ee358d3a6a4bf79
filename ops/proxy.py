"""Runs the proxy for real: nginx with the product's own configuration before gunicorn.

    .venv/bin/python -m ops.proxy

Needs nginx and openssl on the machine. Everything lives in a throw-away folder; only addresses
and the certificate's folder are put in the place of those that docker-compose.yml has. Prints one
line for each thing that holds, and ends with 1 if one does not.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ops.demo import ROOT, Children, free_port
from ops.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONFIGURATION = ROOT / "ops" / "nginx" / "service-day.conf"
DOCKERFILE = ROOT / "Dockerfile"
LETTER = b"Dear all, this is what nobody else may read."
COOKIE = "__Host-sessionid"
TOO_LARGE = 28 * 1024 * 1024


class Place(NamedTuple):
    """Where everything of one run is."""

    folder: Path
    plain: int
    secure: int
    web: int

    def environment(self, postgres: Postgres) -> dict[str, str]:
        """What an operator says, as docker-compose.yml has it."""
        return {
            **os.environ,
            **postgres.environment,
            "PGDATABASE": "proxy",
            "REDIS_URL": f"unix://{self.folder}/no-redis.sock",
            "SERVICE_DAY_MODE": "production",
            "SERVICE_DAY_SECRET_KEY": secrets.token_urlsafe(50),
            "SERVICE_DAY_SEAL_KEYS": secrets.token_urlsafe(32) + "=",
            "SERVICE_DAY_HOSTS": "localhost",
            "SERVICE_DAY_URL": f"https://localhost:{self.secure}",
            "SERVICE_DAY_PROXIES": "1",
            "SERVICE_DAY_MAIL_FROM": "hiring@example.com",
            "SERVICE_DAY_SMTP_HOST": "localhost",
            "SERVICE_DAY_FILE_SERVER": "nginx",
            "SERVICE_DAY_VAR": str(self.folder),
            "SERVICE_DAY_FILES": str(self.folder / "files"),
            "SERVICE_DAY_STATIC": str(self.folder / "static"),
            "DJANGO_SETTINGS_MODULE": "hiring.settings",
        }

    def configure(self) -> Path:
        """Write nginx's configuration: a frame, and in it the product's own file."""
        site = CONFIGURATION.read_text()
        for ours, here in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.secure} ssl;"),
            ("http2 on;", ""),  # nginx before 1.25 has another word for it
            ("server web:8000;", f"server 127.0.0.1:{self.web};"),
            ("/etc/nginx/tls/", f"{self.folder}/"),
            ("/var/lib/service-day/files/", f"{self.folder}/files/"),
            ("$host$request_uri", f"$host:{self.secure}$request_uri"),
        ):
            if ours not in site:
                raise SystemExit(f"{CONFIGURATION.name} does not say “{ours}” any more")
            site = site.replace(ours, here)
        kept = "".join(
            f"{name}_temp_path {self.folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        frame = (
            f"daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;\n"
            f"events {{}}\nhttp {{ access_log off;\n{kept}{site}}}\n"
        )
        if os.geteuid() == 0:
            frame = "user nobody nogroup;\n" + frame
        written = self.folder / "nginx.conf"
        written.write_text(frame)
        return written

    def ask(
        self,
        path: str,
        *,
        cookie: str = "",
        port: int = 0,
        body: bytes | None = None,
        said: dict[str, str] | None = None,
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Ask the proxy; by TLS unless a port is named."""
        trusting = ssl._create_unverified_context()  # noqa: S323, SLF001  (our own certificate)
        asked: http.client.HTTPConnection = (
            http.client.HTTPConnection("localhost", port, timeout=20)
            if port
            else http.client.HTTPSConnection("localhost", self.secure, timeout=20, context=trusting)
        )
        with contextlib.closing(asked):
            headers = {**(said or {}), **({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})}
            asked.request("POST" if body else "GET", path, body=body, headers=headers)
            answer = asked.getresponse()
            return answer.status, answer.getheaders(), answer.read()


def fill(environment: dict[str, str]) -> tuple[str, str, str]:
    """Put a recruiter and an application with a letter into the database; return the address of
    the document, that of its bytes, and the recruiter's session."""
    os.environ.update(environment)
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from candidates.applications.actions import submit_application
    from candidates.files.gate import Accepted
    from candidates.openings.actions import create_opening, open_opening
    from hiring.accounts.models import User
    from hiring.accounts.roles import RECRUITER
    from interviews.competencies.starter import ensure_starter_competencies
    from interviews.plans.actions import activate_plan, create_plan_from_template

    at = timezone.now()
    rosa = User.objects.create_user("rosa@example.com", name="Rosa", time_zone="UTC")
    rosa.groups.add(Group.objects.get(name=RECRUITER))
    opening = create_opening(
        title="Advisor", team="Care", location="Here", time_zone="UTC", seats=1,
        summary="", description="", actor=rosa, at=at,
    )  # fmt: skip
    ensure_starter_competencies(at=at)
    plan = create_plan_from_template(opening_id=opening.pk, template="d", actor=rosa, at=at)
    activate_plan(plan_id=plan.pk, actor=rosa, at=at)
    open_opening(opening_id=opening.pk, actor=rosa, at=at)
    application = submit_application(
        opening_id=opening.pk, name="Kim", email="kim@example.org", at=at,
        letter=Accepted("letter.txt", "text/plain", LETTER),
    )  # fmt: skip
    document = application.documents.select_related("file").get()
    session = SessionStore()
    session[SESSION_KEY] = str(rosa.pk)
    session[BACKEND_SESSION_KEY] = "hiring.accounts.backends.StaffBackend"
    session[HASH_SESSION_KEY] = rosa.get_session_auth_hash()
    session.create()
    return (
        f"/documents/{document.pk}/",
        f"/private/{document.file.path}",
        str(session.session_key),
    )


def checks(place: Place, document: str, private: str, session: str) -> Iterator[tuple[str, bool]]:
    """Ask for this and that; yield a sentence, and whether it holds."""
    from candidates.files.serving import FENCE

    status, headers, body = place.ask(document, cookie=session)
    yield "a recruiter gets the file, from nginx", (status, body) == (200, LETTER)
    named = dict(headers)
    yield "… which says so itself (ETag, Accept-Ranges)", "ETag" in named
    yield "… and X-Accel-Redirect stays inside", "X-Accel-Redirect" not in named
    for header, value in FENCE.items():
        found = [each for name, each in headers if name.lower() == header.lower()]
        yield f"… with {header}: {value}, once", found == [value]
    yield "… as an attachment under its own name", "letter.txt" in named["Content-Disposition"]
    status, headers, body = place.ask(document, cookie=session, said={"Range": "bytes=5-8"})
    yield "… and a part of it when a part is asked for", (status, body) == (206, LETTER[5:9])
    yield "a stranger does not get it", place.ask(document)[0] in {302, 404}
    yield (
        "its inner address is 404, also for the recruiter",
        (
            place.ask(private)[0] == place.ask(private, cookie=session)[0] == 404  # noqa: PLR2004
        ),
    )
    status, headers, _body = place.ask("/jobs/", port=place.plain)
    moved = (status, dict(headers)["Location"])
    yield "plain HTTP is sent to TLS", moved == (301, f"https://localhost:{place.secure}/jobs/")
    status, headers, body = place.ask("/jobs/")
    yield (
        "the careers page comes by TLS, and asks for it from now on",
        (
            status == 200 and "Strict-Transport-Security" in dict(headers)  # noqa: PLR2004
        ),
    )
    yield "the proxy does not say which version it is", dict(headers)["Server"] == "nginx"
    sheet = re.search(rb'href="(/static/candidates/layout[^"]+)"', body)
    status, headers, _body = place.ask(
        sheet[1].decode() if sheet else "", said={"Accept-Encoding": "br"}
    )
    packed = dict(headers)
    yield (
        "a style sheet comes packed, and is kept for ever",
        (packed.get("Content-Encoding") == "br" and "immutable" in packed["Cache-Control"]),
    )
    for inner in ("/livez", "/readyz", "/metrics"):
        yield f"{inner} is for those inside", place.ask(inner)[0] == 404  # noqa: PLR2004
    status, _headers, body = place.ask("/jobs/", body=b"." * TOO_LARGE)
    yield (
        "a body that no page takes is refused, in words",
        status == 413 and b"That is too large" in body,  # noqa: PLR2004
    )


def says_that_the_site_is_away(place: Place) -> bool:
    """Tell whether somebody who asks while the site is stopped is told to come back."""
    status, headers, body = place.ask("/jobs/")
    told = b"We are back in a moment" in body
    return (status, dict(headers).get("Retry-After"), told) == (503, "60", True)


def as_in_the_image(bind: str) -> list[str]:
    """Return the image's own command, bound to another address."""
    (line,) = (each for each in DOCKERFILE.read_text().splitlines() if each.startswith("CMD "))
    command: list[str] = json.loads(line.removeprefix("CMD "))
    return [*command[:-1], bind]


def certificate(folder: Path) -> None:
    """Make a certificate that nobody trusts."""
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    into = "-keyout privkey.pem -out fullchain.pem"
    command = [shutil.which("openssl") or "openssl", *asked.split(), *into.split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def wait_for(place: Place) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            if place.ask("/jobs/")[0] == 200:  # noqa: PLR2004
                return
        time.sleep(0.2)
    raise SystemExit(f"the proxy does not answer; see {place.folder}")


@contextlib.contextmanager
def standing(
    folder: Path,
) -> Iterator[tuple[Place, tuple[str, str, str], Callable[[], None]]]:
    """Bring database, web and proxy up, and away again; what is given last stops the site."""
    place = Place(folder, *(free_port(first) for first in (8080, 8443, 8700)))
    postgres = Postgres(folder / "pg", fast=True)
    children = Children(place.environment(postgres), folder)
    nginx = None
    try:
        postgres.start()
        postgres.ensure_database("proxy")
        children.run("migrate", "--verbosity", "0")
        children.run("collectstatic", "--no-input", "--verbosity", "0")
        filled = fill(children.environment)
        children.start("web", "-m", *as_in_the_image(f"127.0.0.1:{place.web}"))
        certificate(folder)
        nginx = subprocess.Popen([shutil.which("nginx") or "nginx", "-c", str(place.configure())])
        wait_for(place)
        yield place, filled, children.stop
    finally:
        if nginx:
            nginx.terminate()
            nginx.wait(20)
        children.stop()
        postgres.stop("immediate")


def main() -> None:
    if not (shutil.which("nginx") and shutil.which("openssl")):
        raise SystemExit("This needs nginx and openssl: apt-get install nginx-light openssl")
    folder = Path(tempfile.mkdtemp(prefix="service-day-proxy-", dir="/var/tmp"))
    folder.chmod(0o755)
    failed = 0
    with standing(folder) as (place, filled, stop_site):

        def all_of_it() -> Iterator[tuple[str, bool]]:
            yield from checks(place, *filled)
            stop_site()
            yield "while the site is away, that is said", says_that_the_site_is_away(place)

        for sentence, holds in all_of_it():
            print(f"{'ok  ' if holds else 'NO  '} {sentence}", flush=True)
            failed += not holds
    if failed:
        print(f"what they said lies in {folder}")
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
