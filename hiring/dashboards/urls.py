"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.dashboards import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("dashboards/funnel/", views.funnel, name="funnel"),
    path("dashboards/bar/", views.board, {"code": "bar"}, name="bar-board"),
    path("dashboards/outcomes/", views.board, {"code": "outcomes"}, name="outcomes-board"),
    path("dashboards/predicted/", views.board, {"code": "predicted"}, name="predicted-board"),
    path("dashboards/voices/", views.board, {"code": "voices"}, name="voices-board"),
    path("openings/<slug:slug>/funnel/", views.opening_funnel, name="opening-funnel"),
]
