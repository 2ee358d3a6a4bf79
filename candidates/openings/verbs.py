"""How a timeline tells of openings."""

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs


def register() -> None:
    """Give every verb of this room its sentence."""
    verbs.register("opening-created", _("%(actor)s created the opening"))
    verbs.register("opening-changed", _("%(actor)s changed the description"))
    verbs.register("opening-opened", _("%(actor)s opened it for applications"))
    verbs.register("opening-closed", _("%(actor)s closed it for applications"))
    verbs.register("opening-member-added", _("%(actor)s added %(name)s (%(part)s)"))
    verbs.register("opening-member-removed", _("%(actor)s removed %(name)s (%(part)s)"))
