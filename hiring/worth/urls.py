"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.dashboards.views import board

urlpatterns: list[URLPattern] = [
    path("dashboards/stages/", board, {"code": "stages"}, name="stage-board"),
]
