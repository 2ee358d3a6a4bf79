"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.dashboards.views import board

urlpatterns: list[URLPattern] = [
    path("dashboards/interviewers/", board, {"code": "interviewers"}, name="interviewer-board"),
    path("dashboards/my-marks/", board, {"code": "my-marks"}, name="own-marks"),
]
