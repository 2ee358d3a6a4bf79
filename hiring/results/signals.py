"""What this room says to the rooms above it, inside the transaction."""

from __future__ import annotations

from django.dispatch import Signal

# kwargs: sheet (ResultSheet), actor (User), at (datetime)
result_approved = Signal()
