"""What the rooms above may listen to; always sent inside the transaction of the action."""

from django.dispatch import Signal

# Sessions stand as they are now described, or will not take place any more. Sent with `sessions`
# and `at` when they are booked, and again after every change of them (time, room, interviewers, a
# candidate who left, cancelled with seats and assignments still there to be read): once for all
# that one action changed, so that receivers bring in line what hangs on them in a few statements.
# They may be called any number of times.
sessions_changed = Signal()

# A Day's timetable was published, or taken back. Sent with `day` and `at`.
day_shown = Signal()
