"""docker-compose.yml and the settings know each other, as far as can be told without an engine."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "work", "dispatch")
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
        assert SERVICES[name]["volumes"] == ["files:/var/lib/service-day"]


def test_processes_get_the_time_that_they_take_to_stop():
    assert seconds(SERVICES["work"]["stop_grace_period"]) > settings.OUTBOX_GRACE_SECONDS
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    drains = int(re.search(r'"--graceful-timeout", "(\d+)"', docker).group(1))
    assert seconds(SERVICES["web"]["stop_grace_period"]) > drains


def test_commands_exist():
    for name in ("migrate", "work", "dispatch"):
        assert SERVICES[name]["command"][:2] == ["python", "manage.py"]
    for name in ("work", "dispatch"):
        module = ROOT / "candidates" / "management" / "commands" / f"{name}.py"
        assert module.exists()
