"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.replacements import views

urlpatterns: list[URLPattern] = [
    path("sessions/<int:pk>/decline/", views.session_decline, name="session-decline"),
    path("days/<int:pk>/declines/", views.day_declines, name="day-declines"),
]
