"""How many examples a property is tried with, where one example takes long."""

import os

SEARCHES = os.environ.get("SERVICE_DAY_EXAMPLES") == "search"


def examples(few: int) -> int:
    """Return `few` for what lands, and ten times as many in `make chaos`."""
    return few * 10 if SEARCHES else few
