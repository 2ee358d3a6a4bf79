"""The command that keeps the workers, as a process."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 60  # far beyond what it takes: a worker that did not hear stays for ever


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pause", [0.0, 0.8, 1.6, 2.0, 2.4, 2.8, 4.0])
def test_worker_ends_at_whatever_moment_it_is_told_to(pause):
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PGDATABASE": connection.settings_dict["NAME"]},
        start_new_session=True,
    )
    try:
        time.sleep(pause)
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE)
    finally:
        process.kill()
    assert code in {0, -signal.SIGTERM}  # before it has a handler, the signal ends it
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of its family is left
