"""Whoever looks at a page: the little that the lower floors may ask of a user."""

from __future__ import annotations

from typing import Any, Protocol


class Viewer(Protocol):
    """A member of staff, or an anonymous visitor."""

    pk: Any

    @property
    def is_authenticated(self) -> bool: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...
