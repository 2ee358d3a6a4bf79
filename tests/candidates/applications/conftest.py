"""What the tests of this room share."""

import pytest

from candidates.applications import doors, panels


@pytest.fixture
def own_floor(monkeypatch):
    """Nothing from the floors above: their panels, facts and doors are tested there."""
    monkeypatch.setattr(panels, "_facts", [])
    monkeypatch.setattr(panels, "_panels", [])
    monkeypatch.setattr(doors, "_doors", [])
