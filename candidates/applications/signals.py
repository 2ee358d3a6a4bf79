"""The door upwards: an application has moved."""

from django.dispatch import Signal

# (application, move, at), sent inside the transaction: what a receiver does, or refuses, is one
# with the move
application_moved = Signal()
