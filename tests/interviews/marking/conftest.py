"""The plan, the Day and the scorecards of the scorecards' own tests."""

from tests.interviews.scorecards.conftest import (  # noqa: F401
    letter,
    plan,
)
