"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

import importlib
import pkgutil

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.outbox import registry as task_kinds
from interviews import stages
from interviews.composites.jobs import COMPUTE
from interviews.days.signals import session_booked, session_cancelled
from interviews.scorecards.jobs import follow_session

for module in pkgutil.iter_modules(stages.__path__):
    importlib.import_module(f"{stages.__name__}.{module.name}")

session_booked.connect(follow_session)
session_cancelled.connect(follow_session)
task_kinds.register(COMPUTE)
verbs.register("marker-assigned", _("%(actor)s asked %(interviewer)s to mark “%(stage)s”."))
verbs.register("scorecard-locked", _("%(actor)s locked the scorecard."))
verbs.register("rating-revised", _("%(actor)s revised a mark; the first one keeps counting."))
verbs.register("red-flag-raised", _("%(actor)s raised a red flag."))
verbs.register("red-flag-answered", _("%(actor)s answered a red flag."))

verbs.register("plan-drafted", _("%(actor)s drafted version %(version)s of the plan."))
verbs.register("plan-discarded", _("%(actor)s discarded the draft of version %(version)s."))
verbs.register("plan-changed", _("%(actor)s changed the plan."))
verbs.register("plan-bar-set", _("%(actor)s moved the bar from %(before)s to %(bar)s."))
verbs.register("plan-activated", _("%(actor)s made version %(version)s the opening's plan."))
verbs.register("plan-superseded", _("%(actor)s replaced this version by a newer one."))
verbs.register("plan-locked", _("The first mark locked version %(version)s of the plan."))
verbs.register("stage-added", _("%(actor)s added the stage “%(stage)s”."))
verbs.register("stage-changed", _("%(actor)s changed the stage “%(stage)s”."))
verbs.register("stage-moved", _("%(actor)s moved the stage “%(stage)s”."))
verbs.register("stage-removed", _("%(actor)s removed the stage “%(stage)s”."))
verbs.register("criterion-added", _("%(actor)s added the criterion “%(criterion)s”."))
verbs.register("criterion-changed", _("%(actor)s changed the criterion “%(criterion)s”."))
verbs.register("criterion-removed", _("%(actor)s removed the criterion “%(criterion)s”."))

from candidates.applications.signals import application_moved
from interviews.days import verbs as day_verbs
from interviews.days.jobs import follow_application

application_moved.connect(follow_application)
day_verbs.register()
