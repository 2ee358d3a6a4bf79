"""What the rooms above may listen to; always sent inside the transaction of the action."""

from django.dispatch import Signal

# A session stands as it is now described. Sent with `session` and `at` when it is booked, and
# again after every change of it (time, room, interviewers, a candidate who left it), so that
# receivers bring in line what hangs on it and may be called any number of times.
session_booked = Signal()

# A session will not take place. Sent with `session` and `at`; its seats and assignments are
# still there to be read.
session_cancelled = Signal()
