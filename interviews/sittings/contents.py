"""What the memory tests are about: invented records, calls and facts, in files by language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from interviews.sittings.paper import PaperRefused

FOLDER: Final = Path(__file__).parent / "content"
FORMS: Final = ("A", "B", "C", "D", "E", "F")


@lru_cache
def contents(language: str) -> dict[str, Any]:
    """Return the file of a language. Raises PaperRefused where nobody has written one."""
    name = f"memory-{language}.yaml"
    if name not in {each.name for each in FOLDER.glob("memory-*.yaml")}:
        raise PaperRefused(f"there are no records and calls in {language}")
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


def form_of(seed: int) -> str:
    """Return which of the six parallel forms a seed gives; the next seed gives the next one."""
    return FORMS[seed % len(FORMS)]
