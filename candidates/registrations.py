"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from candidates.applications import verbs as application_verbs
from candidates.applications.signals import application_moved
from candidates.messages import jobs as message_jobs  # noqa: F401  (registers its kinds)
from candidates.messages import verbs as message_verbs
from candidates.messages.reactions import draft_for_move
from candidates.openings import verbs as opening_verbs
from candidates.outbox import jobs as outbox_jobs

application_verbs.register()
opening_verbs.register()
message_verbs.register()
outbox_jobs.register()
application_moved.connect(draft_for_move)
