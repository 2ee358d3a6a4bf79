"""How a timeline tells of messages."""

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs


def register() -> None:
    """Give every verb of this room its sentence."""
    verbs.register("message-released", _("%(actor)s released the mail “%(subject)s”"))
    verbs.register("message-sent", _("The mail “%(subject)s” was sent"))
    verbs.register("message-dropped", _("The mail “%(subject)s” was put away unsent"))
