"""Addresses of the marking of written work."""

from django.urls import path

from interviews.marking import views

urlpatterns = [
    path("openings/<slug:slug>/marking/", views.opening_marking, name="opening-marking"),
    path("openings/<slug:slug>/marking/<int:pk>/ask/", views.markers_ask, name="markers-ask"),
    path(
        "scorecards/<int:pk>/questions/<int:criterion_pk>/",
        views.question_page,
        name="question-page",
    ),
]
