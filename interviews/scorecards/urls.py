"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.scorecards.views import conflicts, flags, marking

urlpatterns: list[URLPattern] = [
    path("my-day/", marking.my_day, name="my-day"),
    path("scorecards/<int:pk>/", marking.scorecard_page, name="scorecard-page"),
    path(
        "scorecards/<int:pk>/ratings/<int:criterion_pk>/", marking.rating_save, name="rating-save"
    ),
    path("scorecards/<int:pk>/lock/", marking.scorecard_lock, name="scorecard-lock"),
    path("scorecards/<int:pk>/red-flag/", flags.red_flag_raise, name="red-flag-raise"),
    path(
        "scorecards/<int:pk>/impression/", marking.scorecard_impression, name="scorecard-impression"
    ),
    path(
        "scorecards/<int:pk>/documents/<int:document_pk>/",
        marking.scorecard_document,
        name="scorecard-document",
    ),
    path("scorecards/<int:pk>/conflict/", conflicts.conflict_declare, name="conflict-declare"),
    path("scorecards/<int:pk>/reassign/", conflicts.scorecard_reassign, name="scorecard-reassign"),
    path(
        "applications/<int:pk>/marks/<int:stage_pk>/reveal/",
        conflicts.marks_reveal,
        name="marks-reveal",
    ),
    path("red-flags/<int:pk>/stop/", flags.red_flag_stop, name="red-flag-stop"),
    path("ratings/<int:pk>/revise/", marking.rating_revise, name="rating-revise"),
    path("red-flags/<int:pk>/", flags.red_flag_answer, name="red-flag-answer"),
    path("applications/<int:pk>/markers/", marking.marker_assign, name="marker-assign"),
]
