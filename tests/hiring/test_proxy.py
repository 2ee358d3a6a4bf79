"""A real nginx, with the configuration that we ship, before the image's own gunicorn."""

import os
import shutil
import subprocess
import sys

import pytest

from ops.demo import ROOT


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx: apt-get install nginx-light")
def test_files_come_through_and_what_is_inside_stays_inside():
    alone = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    told = subprocess.run(
        [sys.executable, "-m", "ops.proxy"],
        cwd=ROOT, env=alone, check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("ok  ") == len(told.stdout.splitlines())
