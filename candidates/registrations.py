"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

from django.utils.translation import gettext_lazy as _

from candidates.applications import doors as application_doors
from candidates.applications import jobs as application_jobs
from candidates.applications import panels as application_panels
from candidates.applications import verbs as application_verbs
from candidates.applications.queries.counts import opening_counts
from candidates.applications.queries.people import lines_of
from candidates.applications.signals import application_moved
from candidates.applications.telling import tell_of_correction
from candidates.files import jobs as file_jobs
from candidates.layout import navigation
from candidates.messages import jobs as message_jobs
from candidates.messages import panel as message_panel
from candidates.messages import verbs as message_verbs
from candidates.messages.reactions import draft_for_move, follow_address
from candidates.notices import jobs as notice_jobs
from candidates.notices.queries import unread_of
from candidates.openings import panels as opening_panels
from candidates.openings import tabs as opening_tabs
from candidates.openings import verbs as opening_verbs
from candidates.outbox import jobs as outbox_jobs
from candidates.people import panels as people_panels
from candidates.people.signals import candidate_corrected
from candidates.portal import jobs as portal_jobs
from candidates.portal import verbs as portal_verbs
from candidates.portal.reactions import close_old_ways

application_verbs.register()
opening_verbs.register()
message_jobs.register()
message_verbs.register()
outbox_jobs.register()
notice_jobs.register()
navigation.register_menu(
    navigation.Entry(
        label=_("Notices"),
        url_name="candidates:notice-list",
        icon="bell",
        order=5,
        shown_to=lambda user: user.is_authenticated,
        count=unread_of,
    )
)
application_moved.connect(draft_for_move)
candidate_corrected.connect(tell_of_correction)
candidate_corrected.connect(follow_address)
candidate_corrected.connect(close_old_ways)

application_jobs.register()
opening_panels.register_counts(opening_counts)
people_panels.register_lines(lines_of)
navigation.register(
    navigation.Entry(
        label=_("Openings"),
        url_name="candidates:opening-list",
        icon="briefcase",
        order=20,
        shown_to=lambda user: user.is_authenticated,
    )
)
opening_tabs.register(
    opening_tabs.Tab(_("Overview"), "candidates:opening-page", order=0, nested=False)
)
opening_tabs.register(opening_tabs.Tab(_("Board"), "candidates:pipeline-board", order=10))
opening_tabs.register(opening_tabs.Tab(_("Table"), "candidates:pipeline-table", order=20))

file_jobs.register()
portal_jobs.register()
portal_verbs.register()

navigation.register(
    navigation.Entry(
        label=_("Messages"),
        url_name="candidates:message-list",
        icon="mail",
        order=50,
        shown_to=lambda user: user.has_perm("candidates.manage_openings"),
    )
)
navigation.register_menu(
    navigation.Entry(
        label=_("Work that is owed"),
        url_name="candidates:task-list",
        icon="list-check",
        order=80,
        shown_to=lambda user: user.has_perm("candidates.operate"),
    )
)
application_doors.register_side_door(
    application_doors.SideDoor("write", "candidates:message-write", "mail", _("Write a mail"))
)
application_doors.register_side_door(
    application_doors.SideDoor(
        "enter",
        "candidates:application-enter",
        "user-plus",
        _("Enter an applicant"),
        needs_ticks=False,
    )
)
application_panels.register_panel(
    application_panels.Panel(
        "messages", 60, "candidates/messages/_panel.html", message_panel.context, follows=True
    )
)
