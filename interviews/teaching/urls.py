"""Addresses of “Teach me something”."""

from django.urls import path

from interviews.teaching import views

urlpatterns = [
    path("my/applications/<int:pk>/topics/", views.topics_page, name="topics-page"),
    path("scorecards/<int:pk>/probes/<int:number>/", views.probe_note, name="probe-note"),
]
