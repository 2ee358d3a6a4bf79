"""Serves an allow-list of files straight out of node_modules, below vendor/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join
from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterable


class NodeModulesFinder(BaseFinder):
    """Finds the files named in `VENDOR_FILES`, and no other."""

    prefix = "vendor"

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.root = Path(settings.NODE_MODULES)
        self.storage = FileSystemStorage(location=str(self.root))
        self.storage.prefix = self.prefix  # type: ignore[attr-defined]  # read by collectstatic
        self.allowed = set(settings.VENDOR_FILES)

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        missing = [path for path in sorted(self.allowed) if not (self.root / path).is_file()]
        return [Error(f"{path} is missing: run npm ci", id="layout.E001") for path in missing]

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        relative = path.removeprefix(f"{self.prefix}/")
        if relative == path or relative not in self.allowed:
            return []
        found = safe_join(str(self.root), relative)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:  # noqa: ARG002
        for path in sorted(self.allowed):
            yield path, self.storage


def _without_source_maps(patterns: Any) -> tuple[Any, ...]:
    def speaks_of_maps(rule: Any) -> bool:
        return "sourceMappingURL" in (rule if isinstance(rule, str) else rule[0])

    return tuple(
        (glob, tuple(rule for rule in rules if not speaks_of_maps(rule)))
        for glob, rules in patterns
    )


class VendorStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """Hashed, compressed names; source maps are left alone, because their files are not served."""

    support_js_module_import_aggregation = True
    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)
