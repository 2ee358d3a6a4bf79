"""What happens to the item bank."""

from interviews.assessments.actions.loading import Loaded, load_bank
from interviews.assessments.actions.showing import count_exposures

__all__ = ["Loaded", "count_exposures", "load_bank"]
