"""Brings the kinds of work of these tests into real processes."""

import dataclasses
from pathlib import Path

from django.apps import AppConfig


class ChaosConfig(AppConfig):
    name = "tests.chaos"
    label = "chaos"
    path = str(Path(__file__).parent)

    def ready(self):
        from candidates.outbox import registry, warm
        from tests.chaos import kinds  # noqa: F401

        # nothing here draws a PDF: whoever is killed is back sooner without
        warm._callables.clear()
        # drawing one takes so long here that it may be hit three times
        drawing = registry.get("reports.render")
        registry._kinds[drawing.code] = dataclasses.replace(drawing, max_attempts=20)
