"""The door upwards: what is known of a person has been corrected."""

from django.dispatch import Signal

# (candidate, fields, actor, at), sent inside the transaction
candidate_corrected = Signal()
