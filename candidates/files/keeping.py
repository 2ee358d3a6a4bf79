"""Holds an accepted file between two tries of one form, so that nobody has to choose it twice.

The form carries a signed reference; the file lies in the private storage in the folder of its
day for at most two days and belongs to nobody until the form is good.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from candidates.files.gate import Accepted
from candidates.files.queries import KEPT_FOLDER

if TYPE_CHECKING:
    from django.core.files.storage import Storage

DAYS = 1
_SALT = "candidates.files.keeping"


def keep(accepted: Accepted, *, at: dt.datetime) -> str:
    """Hold a file that passed the gate; return the reference for the form.

    Each call holds another copy. What was held before yesterday is forgotten on the way.
    """
    forget_old(at=at)
    path = f"{KEPT_FOLDER}/{at:%Y-%m-%d}/{uuid.uuid4().hex}"
    storages["private"].save(path, ContentFile(accepted.content))
    facts = {"path": path, "name": accepted.name, "type": accepted.content_type}
    return signing.dumps(facts, salt=_SALT, compress=True)


def kept(reference: str) -> Accepted | None:
    """Return the file that a reference stands for; None when it is forged, old or gone."""
    try:
        facts = signing.loads(reference, salt=_SALT, max_age=dt.timedelta(days=DAYS))
        with storages["private"].open(facts["path"]) as opened:
            return Accepted(facts["name"], facts["type"], opened.read())
    except (signing.BadSignature, FileNotFoundError):
        return None


def forget_old(*, at: dt.datetime) -> int:
    """Delete what was held before yesterday; return how many files that were."""
    storage = storages["private"]
    oldest = f"{at - dt.timedelta(days=DAYS):%Y-%m-%d}"
    try:
        days, _ = storage.listdir(KEPT_FOLDER)
    except FileNotFoundError:
        return 0
    return sum(_forget_day(storage, day) for day in days if day < oldest)


def _forget_day(storage: Storage, day: str) -> int:
    folder = f"{KEPT_FOLDER}/{day}"
    _, files = storage.listdir(folder)
    for name in files:
        storage.delete(f"{folder}/{name}")
    storage.delete(folder)
    return len(files)
