"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.messages import views

_template = "messages/templates/<slug:code>/<slug:language>/"
urlpatterns: list[URLPattern] = [
    path("messages/", views.message_list, name="message-list"),
    path("messages/release/", views.message_release, name="message-release"),
    path("messages/discard/", views.message_discard, name="message-discard"),
    path("messages/templates/", views.message_template_list, name="message-template-list"),
    path(_template, views.message_template_edit, name="message-template-edit"),
    path(f"{_template}reset/", views.message_template_reset, name="message-template-reset"),
    path("openings/<slug:slug>/write/", views.message_write, name="message-write"),
    path("messages/<int:pk>/", views.message_page, name="message-page"),
    path("messages/<int:pk>/edit/", views.message_edit, name="message-edit"),
]
