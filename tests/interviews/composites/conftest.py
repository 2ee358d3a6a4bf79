"""The same plan and session as the scorecards' tests."""

from tests.interviews.scorecards.conftest import (  # noqa: F401
    card,
    day,
    letter,
    other_card,
    plan,
    session,
    voice,
)
