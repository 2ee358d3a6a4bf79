"""What the rooms above may listen to; always sent inside the transaction of the action."""

from django.dispatch import Signal

# A recording may be heard from now on. Sent with `recording` and `at`.
recording_ready = Signal()

# Its sound is gone, and whatever was made of it goes too. Sent with `recording` and `at`.
recording_removed = Signal()
