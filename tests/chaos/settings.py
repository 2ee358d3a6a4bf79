"""The site as it is, but impatient, and with two more kinds of work. For tests/chaos only."""

from hiring.settings import *  # noqa: F403
from hiring.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos.apps.ChaosConfig"]
OUTBOX_LEASE_SECONDS = 2
OUTBOX_BACKOFF_SECONDS = 0.2
OUTBOX_SENT_PATIENCE_SECONDS = 1.5
OUTBOX_POLL_SECONDS = 0.2
EMAIL_TIMEOUT = 10
