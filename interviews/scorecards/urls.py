"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.scorecards import views

urlpatterns: list[URLPattern] = [
    path("my-day/", views.my_day, name="my-day"),
    path("scorecards/<int:pk>/", views.scorecard_page, name="scorecard-page"),
    path("scorecards/<int:pk>/ratings/<int:criterion_pk>/", views.rating_save, name="rating-save"),
    path("scorecards/<int:pk>/lock/", views.scorecard_lock, name="scorecard-lock"),
    path("scorecards/<int:pk>/red-flag/", views.red_flag_raise, name="red-flag-raise"),
    path(
        "scorecards/<int:pk>/impression/", views.scorecard_impression, name="scorecard-impression"
    ),
    path(
        "scorecards/<int:pk>/documents/<int:document_pk>/",
        views.scorecard_document,
        name="scorecard-document",
    ),
    path("ratings/<int:pk>/revise/", views.rating_revise, name="rating-revise"),
    path("red-flags/<int:pk>/", views.red_flag_answer, name="red-flag-answer"),
    path("applications/<int:pk>/markers/", views.marker_assign, name="marker-assign"),
]
