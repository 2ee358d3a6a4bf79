"""Loading the person behind a request, with what the frame of every page says about them."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from candidates.notices.queries import count_of_unread
from hiring.accounts.models import User


class StaffBackend(ModelBackend):
    """Django's own, except that a user arrives with the count of unread notices."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person unless the account was closed: one query, count included."""
        people = User.objects.annotate(unread_notices=count_of_unread())
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
