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
    path(
        "openings/<slug:slug>/retellings/<int:pk>/", views.stage_retellings, name="stage-retellings"
    ),
    path("openings/<slug:slug>/retellings/<int:pk>/ask/", views.tickers_ask, name="tickers-ask"),
    path("retellings/<int:pk>/", views.tick_sheet, name="tick-sheet"),
]
