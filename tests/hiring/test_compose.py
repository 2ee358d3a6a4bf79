"""docker-compose.yml and the settings know each other, as far as can be told without an engine."""

import re
import shlex
import tempfile
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from ops.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent.parent
WRITTEN = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(WRITTEN)
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "work", "dispatch", "backup")
READ = (ROOT / "hiring" / "settings.py").read_text(encoding="utf-8")
NEEDED = (
    "SERVICE_DAY_SECRET_KEY",
    "SERVICE_DAY_SEAL_KEYS",
    "SERVICE_DAY_HOSTS",
    "SERVICE_DAY_URL",
    "SERVICE_DAY_PROXIES",
    "SERVICE_DAY_SMTP_HOST",
    "SERVICE_DAY_MAIL_FROM",
)


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


@pytest.mark.parametrize("name", OURS)
def test_every_process_is_told_what_production_needs(name):
    told = SERVICES[name]["environment"]
    assert set(NEEDED) <= set(told)
    unknown = [key for key in told if f'"{key}"' not in READ]
    assert unknown == []


def test_files_are_where_the_proxy_serves_them_from():
    told = SERVICES["web"]["environment"]["SERVICE_DAY_FILES"]
    proxy = (ROOT / "ops" / "nginx" / "service-day.conf").read_text(encoding="utf-8")
    assert f"alias {told}/;" in proxy
    for name in OURS:
        assert SERVICES[name]["volumes"][0] == "files:/var/lib/service-day"


def test_processes_get_the_time_that_they_take_to_stop():
    assert seconds(SERVICES["work"]["stop_grace_period"]) > settings.OUTBOX_GRACE_SECONDS
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    drains = int(re.search(r'"--graceful-timeout", "(\d+)"', docker).group(1))
    assert seconds(SERVICES["web"]["stop_grace_period"]) > drains


def test_proxy_lets_go_of_a_connection_before_the_site_does():
    proxy = (ROOT / "ops" / "nginx" / "service-day.conf").read_text(encoding="utf-8")
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    idle = re.search(r"keepalive_timeout (\w+);", proxy).group(1)
    assert seconds(idle) < int(re.search(r'"--keep-alive", "(\d+)"', docker).group(1))


def test_proxy_is_started_anew_with_the_site():
    """It looks the site's address up once."""
    assert SERVICES["proxy"]["depends_on"]["web"]["restart"] is True


def test_commands_exist():
    for name in ("migrate", "work", "dispatch"):
        assert SERVICES[name]["command"][:2] == ["python", "manage.py"]
    for name in ("work", "dispatch"):
        module = ROOT / "candidates" / "management" / "commands" / f"{name}.py"
        assert module.exists()


def test_database_can_be_made_as_it_says():
    said = shlex.split(SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"])
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o777)
        server = Postgres(Path(folder) / "data")
        server._run("initdb", "-D", server.data, "-U", "service_day", "--no-sync", *said)
        assert (server.data / "PG_VERSION").read_text().strip() == "18"


def test_image_has_what_runs_and_nothing_that_lies_about():
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if not line.startswith("#")]
    kept = {pattern[1:] for pattern in patterns if pattern.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert patterns[0] == "*"
    assert packages - {"benchmarks", "tests"} <= kept
    assert {"static", "templates", "manage.py", "requirements"} <= kept
    assert not kept & {".env", "backups", "benchmarks", "tests", "var"}


def test_readme_fills_in_what_is_asked_for():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"cat > \.env <<END\n(.*?)\nEND", readme, re.S).group(1)
    told = {line.split("=")[0] for line in block.splitlines()}
    assert set(re.findall(r"\$\{(\w+):\?", WRITTEN)) <= told
