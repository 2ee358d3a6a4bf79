"""What happens to the item bank."""

from interviews.assessments.actions.importing import keep_reading, take_import
from interviews.assessments.actions.keeping import (
    CodeTaken,
    IllegalStep,
    NotADraft,
    NotReady,
    change_draft,
    create_item,
    make_version,
    note_reading,
    pilot_item,
    put_live,
    retire_item,
)
from interviews.assessments.actions.loading import Loaded, load_bank
from interviews.assessments.actions.measuring import ask_for_measurement, keep_findings
from interviews.assessments.actions.showing import count_exposures

__all__ = [
    "CodeTaken",
    "IllegalStep",
    "Loaded",
    "NotADraft",
    "NotReady",
    "ask_for_measurement",
    "change_draft",
    "count_exposures",
    "create_item",
    "keep_findings",
    "keep_reading",
    "load_bank",
    "make_version",
    "note_reading",
    "pilot_item",
    "put_live",
    "retire_item",
    "take_import",
]
