"""What forms and pages read of the bank."""

from interviews.assessments.queries.forming import (
    Key,
    candidates_of,
    keys_of,
    languages,
    live_candidates,
    trial_candidates,
)
from interviews.assessments.queries.keeping import (
    Choice,
    ImportRow,
    ItemPage,
    Listed,
    find_items,
    import_rows,
    item_page,
    specs_of,
)
from interviews.assessments.queries.measures import (
    BankMeasures,
    bank_measures,
    calibrated_items,
    newest_scale,
    pool_of,
    usual_times,
)

__all__ = [
    "BankMeasures",
    "Choice",
    "ImportRow",
    "ItemPage",
    "Key",
    "Listed",
    "bank_measures",
    "calibrated_items",
    "candidates_of",
    "find_items",
    "import_rows",
    "item_page",
    "keys_of",
    "languages",
    "live_candidates",
    "newest_scale",
    "pool_of",
    "specs_of",
    "trial_candidates",
    "usual_times",
]
