"""How an inspector says no."""

from __future__ import annotations


class Bad(Exception):
    """The file is refused, for the reason with this code (`files.refusals` has the sentences)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
