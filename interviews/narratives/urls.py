"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.narratives import views

urlpatterns: list[URLPattern] = [
    path("scorecards/<int:pk>/narrative/", views.narrative_page, name="narrative-page"),
    path("scorecards/<int:pk>/narrative/<slug:part>/", views.passage_save, name="passage-save"),
    path("scorecards/<int:pk>/summary/", views.summary_page, name="summary-page"),
    path("scorecards/<int:pk>/summary/save/", views.summary_save, name="summary-save"),
    path("scorecards/<int:pk>/summary/release/", views.summary_release, name="summary-release"),
]
