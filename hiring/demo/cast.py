"""Who plays in the demo's story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.accounts import roles

if TYPE_CHECKING:
    from hiring.accounts.models import User


class Cast:
    """The staff by first name in small letters, and those of them who interview."""

    def __init__(self) -> None:
        self._users: dict[str, User] = {}
        self.interviewers: list[User] = []

    def add(self, user: User, role: str) -> None:
        self._users[user.email.split("@")[0]] = user
        if role == roles.INTERVIEWER:
            self.interviewers.append(user)

    def __getitem__(self, first_name: str) -> User:
        return self._users[first_name]
