"""The work owed here: a composite, after every scorecard that locks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from interviews.composites.actions import recompute_composite

if TYPE_CHECKING:
    from candidates.outbox.registry import Run


def _record(run: Run, made: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    composite = recompute_composite(application_id=run.payload["application_id"], at=at)
    return {"composite": composite.pk}


# only effects in the database: they commit together with the task's being done
COMPUTE: Final = TaskKind(
    code="composites.compute", label=_("Composite score"), queue="fast", record=_record
)
