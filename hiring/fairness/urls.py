"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.dashboards.views import board
from hiring.fairness import views

urlpatterns: list[URLPattern] = [
    path("my/about-you/", views.about_you, name="about-you"),
    path("my/about-you/forget/", views.about_you_forget, name="about-you-forget"),
    path("dashboards/fairness/", board, {"code": "fairness"}, name="fairness-board"),
    path("dashboards/fairness/nyc/", views.published_summary, name="fairness-nyc"),
]
