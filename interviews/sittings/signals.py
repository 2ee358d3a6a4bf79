"""The door upwards: a sitting has ended."""

from django.dispatch import Signal

# (sitting, at), sent inside the transaction, however it ended: markers are asked from here
sitting_ended = Signal()
