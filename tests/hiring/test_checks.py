"""What an operator forgot keeps every process from starting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FORGETFUL = {"SERVICE_DAY_MODE": "production"}
CAREFUL = {
    "SERVICE_DAY_MODE": "production",
    "SERVICE_DAY_SECRET_KEY": "k" * 50,
    "SERVICE_DAY_SEAL_KEYS": "a" * 43 + "=",
    "SERVICE_DAY_HOSTS": "jobs.example.com",
    "SERVICE_DAY_URL": "https://jobs.example.com",
    "SERVICE_DAY_PROXIES": "1",
    "SERVICE_DAY_SMTP_HOST": "smtp.example.com",
    "SERVICE_DAY_MAIL_FROM": "hiring@example.com",
}
COMMANDS = {
    "work": ("manage.py", "work"),
    "dispatch": ("manage.py", "dispatch", "--once"),
    "web": ("-c", "import hiring.wsgi"),
}


def run(command, said):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SERVICE_DAY_")}
    return subprocess.run(
        [sys.executable, *COMMANDS[command]],
        cwd=ROOT,
        env={**kept, **said},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_process_does_not_start_on_what_was_forgotten(command):
    done = run(command, FORGETFUL)
    assert done.returncode != 0
    assert "operator.E001" in done.stderr
    assert "operator.E005" in done.stderr


def test_web_starts_when_all_is_said():
    assert run("web", CAREFUL).returncode == 0
