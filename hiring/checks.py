"""What an operator gets wrong: `manage.py check` says it, and production does not boot with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from candidates.layout.sealing import BadKey, read_key

TAG = "operator"
LEAST_KEY = 40  # characters


def _faults() -> list[checks.Error]:
    """Look at the settings of a production site; one error for each thing that is wrong."""
    found = []

    def fault(wrong: object, number: int, message: str, hint: str) -> None:
        if wrong:
            found.append(checks.Error(message, hint=hint, id=f"operator.E{number:03}"))

    fault(
        settings.SECRET_KEY == settings.SAMPLE_SECRET_KEY or len(settings.SECRET_KEY) < LEAST_KEY,
        1,
        "The secret key is the sample one, or too short.",
        "Set SERVICE_DAY_SECRET_KEY to 40 or more random characters.",
    )
    fault(
        not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        2,
        "It is not said under which names this site is reached.",
        "Set SERVICE_DAY_HOSTS, e.g. to jobs.example.com; a star is not a name.",
    )
    fault(
        not settings.PUBLIC_URL.startswith("https://"),
        3,
        "Links in mails would not use https.",
        "Set SERVICE_DAY_URL, e.g. to https://jobs.example.com.",
    )
    fault(
        settings.TRUSTED_PROXIES < 0,
        4,
        "It is not said how many proxies stand in front, so callers could invent their address.",
        "Set SERVICE_DAY_PROXIES to their number: 0 without one, 1 with the proxy we ship.",
    )
    fault(
        not settings.EMAIL_HOST,
        5,
        "There is no mail server, so no candidate would hear from you.",
        "Set SERVICE_DAY_SMTP_HOST and its companions.",
    )
    fault(
        settings.DEFAULT_FROM_EMAIL.endswith("@localhost"),
        6,
        "Mails would come from localhost.",
        "Set SERVICE_DAY_MAIL_FROM to an address of yours.",
    )
    fault(
        settings.DEBUG,
        7,
        "Debugging pages would show strangers the inside of the site.",
        "Unset SERVICE_DAY_DEBUG.",
    )
    fault(
        not _seals_well(),
        8,
        "Psychologists' narratives would not be encrypted with keys of your own.",
        "Set SERVICE_DAY_SEAL_KEYS to 32 random bytes in base64; older keys behind it, by commas.",
    )
    return found


def _seals_well() -> bool:
    """Tell whether every key is whole, and none is the sample."""
    try:
        for text in settings.SEAL_KEYS:
            read_key(text)
    except BadKey:
        return False
    return bool(settings.SEAL_KEYS) and settings.SAMPLE_SEAL_KEY not in settings.SEAL_KEYS


@checks.register(TAG)
def operator_settings(**_: Any) -> list[checks.CheckMessage]:
    """Check a production site; the demo and the tests may run as they are."""
    return [*_faults()] if settings.MODE == "production" else []


def refuse_to_boot() -> None:
    """Stop with the list of faults; the web server calls this before it serves anything."""
    if faults := operator_settings():
        lines = [f"{fault.id}: {fault.msg} {fault.hint}" for fault in faults]
        raise SystemExit("Service Day does not start like this:\n" + "\n".join(lines))
