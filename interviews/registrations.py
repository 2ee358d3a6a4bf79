"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

import importlib
import pkgutil

from django.utils.translation import gettext_lazy as _

from candidates.applications import panels as application_panels
from candidates.applications.signals import application_moved
from candidates.careers import panels as careers_panels
from candidates.history import verbs
from candidates.layout import navigation
from candidates.messages import attachments
from candidates.notices import kinds as notice_kinds
from candidates.openings import panels as opening_panels
from candidates.openings import tabs
from candidates.outbox import registry as task_kinds
from candidates.outbox import warm
from candidates.portal import cards as portal_cards
from interviews import stages
from interviews.assessments import answers as bank_answers
from interviews.assessments import jobs as bank_jobs
from interviews.assessments import verbs as bank_verbs
from interviews.assessments.access import may_keep as may_keep_bank
from interviews.calendars import cards as calendar_cards
from interviews.calendars import jobs as calendar_jobs
from interviews.calendars.jobs import attach_timetable
from interviews.calendars.queries import busy_periods
from interviews.cases import tasks as case_tasks  # noqa: F401  (its type registers itself)
from interviews.competencies.access import may_change as may_change_competencies
from interviews.composites import facts, panel
from interviews.composites import jobs as composite_jobs
from interviews.days import cards as day_cards
from interviews.days import live
from interviews.days import verbs as day_verbs
from interviews.days.actions.telling import CODE as TIMETABLE
from interviews.days.actions.telling import EXTRA
from interviews.days.jobs import follow_application
from interviews.days.queries.hours import is_hour_of
from interviews.days.signals import sessions_changed
from interviews.listening import jobs as listening_jobs
from interviews.listening import panels as listening_panels
from interviews.listening.learning import not_before_training
from interviews.marking import panels as marking_panels
from interviews.marking.actions import TO_TICK
from interviews.marking.reactions import LACKING, ask_for_marks
from interviews.narratives import doors as narrative_doors
from interviews.narratives import jobs as narrative_jobs
from interviews.planner import busy, conflicts
from interviews.planner import jobs as planner_jobs
from interviews.planner.actions import NOTICE
from interviews.plans import panels as plan_panels
from interviews.recordings import cards as recording_cards
from interviews.recordings import jobs as recording_jobs
from interviews.recordings import verbs as recording_verbs
from interviews.recordings.signals import recording_ready, recording_removed
from interviews.replacements import notices as replacement_notices
from interviews.scorecards import beside
from interviews.scorecards import jobs as scorecard_jobs
from interviews.scorecards import more as scorecard_more
from interviews.scorecards import notices as scorecard_notices
from interviews.scorecards import panels as scorecard_panels
from interviews.scorecards.jobs import follow_sessions
from interviews.scorecards.queries import declared_conflicts, marks_on_live_board
from interviews.shadowing import doors as shadowing_doors
from interviews.shadowing import jobs as shadowing_jobs
from interviews.sittings import doors as sitting_doors
from interviews.sittings import jobs as sitting_jobs
from interviews.sittings import memory_tasks  # noqa: F401  (its types register themselves)
from interviews.sittings import panels as sitting_panels
from interviews.sittings import verbs as sitting_verbs
from interviews.sittings.jobs import follow_application as follow_sitting
from interviews.sittings.measured import answered_items
from interviews.sittings.signals import sitting_ended
from interviews.stages import registry as stage_kinds
from interviews.teaching import panels as teaching_panels
from interviews.washups import notices as washup_notices

for module in pkgutil.iter_modules(stages.__path__):
    importlib.import_module(f"{stages.__name__}.{module.name}")

sessions_changed.connect(follow_sessions)
task_kinds.register(composite_jobs.COMPUTE)
task_kinds.register(composite_jobs.CALIBRATE)
warm.register(composite_jobs.warm_up, queue="slow")
tabs.register(tabs.Tab(label=_("Agreement"), url_name="interviews:opening-agreement", order=55))
verbs.register("norms-frozen", _("%(actor)s froze the norms %(name)s from %(people)s people."))
task_kinds.register(planner_jobs.THINKING)
attachments.register(TIMETABLE, attach_timetable)
attachments.register(EXTRA, attach_timetable)
calendar_jobs.register()
busy.register(busy_periods)
conflicts.register(declared_conflicts)
notice_kinds.register(
    notice_kinds.Kind(
        NOTICE,
        _("Timetable"),
        _("%(opening)s, %(date)s: your sessions are new or were changed."),
        "calendar-event",
        is_mailed=False,  # the mail that brings it is the invitation for the calendar
    )
)
verbs.register("marker-assigned", _("%(actor)s asked %(interviewer)s to mark “%(stage)s”."))
verbs.register("scorecard-locked", _("%(actor)s locked the scorecard."))
verbs.register("rating-revised", _("%(actor)s revised a mark; the first one keeps counting."))
verbs.register("red-flag-raised", _("%(actor)s raised a red flag."))
verbs.register("conflict-declared", _("%(actor)s declared a conflict of interest."))
verbs.register("scorecard-reassigned", _("%(actor)s asked %(interviewer)s to take over."))
verbs.register(
    "marks-revealed", _("%(actor)s revealed the marks with %(locked)s of %(all)s locked.")
)
replacement_notices.register()
scorecard_notices.register()
scorecard_jobs.register()
verbs.register("red-flag-answered", _("%(actor)s answered a red flag."))

navigation.register_menu(
    navigation.Entry(
        label=_("Competencies"),
        url_name="interviews:competency-list",
        icon="list-check",
        order=70,
        shown_to=may_change_competencies,
    )
)
navigation.register_menu(
    navigation.Entry(
        label=_("Item bank"),
        url_name="interviews:item-list",
        icon="abc",
        order=75,
        shown_to=may_keep_bank,
    )
)
bank_jobs.register()
bank_verbs.register()
bank_answers.register(answered_items)
tabs.register(tabs.Tab(label=_("Plan"), url_name="interviews:plan-page", order=40))
opening_panels.register_panel(
    opening_panels.Panel("plan", 20, "interviews/plans/_overview.html", plan_panels.overview)
)
careers_panels.register_panel(
    careers_panels.Panel("plan", 20, "interviews/plans/_awaits.html", plan_panels.what_awaits)
)
verbs.register("competency-created", _("%(actor)s added “%(name)s”."))
verbs.register("competency-changed", _("%(actor)s reworded “%(name)s”."))
verbs.register("competency-retired", _("%(actor)s retired “%(name)s”."))
verbs.register("competency-restored", _("%(actor)s took “%(name)s” up again."))
verbs.register("plan-drafted", _("%(actor)s drafted version %(version)s of the plan."))
verbs.register("plan-discarded", _("%(actor)s discarded the draft of version %(version)s."))
verbs.register("plan-changed", _("%(actor)s changed the plan."))
verbs.register("plan-bar-judged", _("%(actor)s judged the bar."))
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
washup_notices.register()
verbs.register("washup-opened", _("%(actor)s opened the wash-up."))
verbs.register("washup-taken-over", _("%(actor)s leads the wash-up from here on."))
verbs.register("washup-closed", _("%(actor)s closed the wash-up: what was agreed stays."))

application_moved.connect(follow_application)
day_verbs.register()

navigation.register(
    navigation.Entry(
        _("Days"),
        "interviews:day-list",
        "calendar-event",
        30,
        lambda user: user.is_authenticated,
    )
)
tabs.register(tabs.Tab(_("Days"), "interviews:opening-days", 40))
for answered in day_verbs.NOTICES:
    notice_kinds.register(answered)
portal_cards.register(
    portal_cards.Card(20, day_cards.TEMPLATE, calendar_cards.own_timetable, "interviews/days.css")
)

navigation.register_menu(
    navigation.Entry(
        _("Calendar feeds"),
        "interviews:feed-list",
        "calendar-share",
        26,
        lambda user: user.is_authenticated,
    )
)
navigation.register_menu(
    navigation.Entry(
        _("My hours"), "interviews:hours-page", "clock", 25, lambda user: user.is_authenticated
    )
)
navigation.register(
    navigation.Entry(
        _("My day"), "interviews:my-day", "checklist", 20, lambda user: user.is_authenticated
    )
)
live.register_marks(marks_on_live_board)
application_panels.register_facts(facts.card_facts)
application_panels.register_panel(
    application_panels.Panel(
        "red-flags", 5, "interviews/composites/_red_flags.html", panel.show_red_flags
    )
)
application_panels.register_panel(
    application_panels.Panel("marks", 10, "interviews/composites/_marks.html", panel.show_marks)
)
application_panels.register_panel(
    application_panels.Panel(
        "evidence", 11, "interviews/composites/_evidence.html", panel.show_evidence, follows=True
    )
)
sitting_jobs.register()
sitting_doors.register_days(is_hour_of)
portal_cards.register(
    portal_cards.Card(
        25, sitting_panels.CARD, sitting_panels.own_sittings, "interviews/sittings.css"
    )
)
application_panels.register_panel(
    application_panels.Panel(
        "sittings", 20, sitting_panels.PANEL, sitting_panels.show_sittings, follows=True
    )
)
sitting_verbs.register()
application_moved.connect(follow_sitting)
shadowing_doors.register()
shadowing_jobs.register()
narrative_doors.register()
narrative_jobs.register()
recording_jobs.register()
recording_verbs.register()
portal_cards.register(
    portal_cards.Card(30, recording_cards.TEMPLATE, recording_cards.own_recordings)
)
listening_jobs.register()
application_panels.register_panel(
    application_panels.Panel(
        "recordings",
        25,
        listening_panels.RECORDINGS,
        listening_panels.on_application,
        follows=True,
    )
)
scorecard_panels.register_condition("voice-training", not_before_training)
verbs.register("voice-benchmark-added", _("%(actor)s added the benchmark “%(title)s”."))
verbs.register("voice-benchmark-retired", _("%(actor)s retired the benchmark “%(title)s”."))
verbs.register(
    "voice-training-ruled", _("%(actor)s set the training of coaches: %(error)s points at most.")
)
recording_ready.connect(listening_jobs.follow_ready)
recording_removed.connect(listening_jobs.follow_removed)
opening_panels.register_panel(
    opening_panels.Panel(
        "voice", 30, "interviews/recordings/_overview.html", recording_cards.overview
    )
)
for kind in stage_kinds.all_kinds():
    if kind.names_hidden:
        beside.register(
            beside.Exhibit(kind.code, marking_panels.TEMPLATE, marking_panels.show_work)
        )
scorecard_panels.register_panel(
    scorecard_panels.Panel(
        "probes",
        teaching_panels.BESIDE,
        teaching_panels.show_probes,
        teaching_panels.nothing_unsaved,
        script=teaching_panels.SCRIPT,
    )
)
sitting_ended.connect(ask_for_marks)
notice_kinds.register(
    notice_kinds.Kind(
        LACKING,
        _("Markers are missing"),
        _("%(opening)s, %(stage)s: there are too few interviewers to ask for marks."),
        "user-question",
    )
)
notice_kinds.register(
    notice_kinds.Kind(
        TO_TICK,
        _("Asked to tick"),
        _("%(candidate)s retold a call: tick what came back (%(stage)s)."),
        "checklist",
        is_prompt=True,
    )
)
scorecard_more.register(marking_panels.sheets_to_tick)
tabs.register(tabs.Tab(label=_("Marking"), url_name="interviews:opening-marking", order=52))
portal_cards.register(portal_cards.Card(35, teaching_panels.TOPICS, teaching_panels.own_topics))
portal_cards.register(
    portal_cards.Card(36, teaching_panels.DEBRIEF, teaching_panels.own_debrief, stays=True)
)
scorecard_panels.register_panel(
    scorecard_panels.Panel(
        listening_panels.KEY,
        listening_panels.TEMPLATE,
        listening_panels.beside_scorecard,
        listening_panels.unsaved,
        style=listening_panels.STYLE,
        script=listening_panels.SCRIPT,
    )
)
