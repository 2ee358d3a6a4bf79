"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.outcomes.views import files, hires, predicting

urlpatterns: list[URLPattern] = [
    path("outcomes/", hires.outcomes_list, name="outcomes-list"),
    path("outcomes/openings/<slug:slug>/", hires.outcomes_opening, name="outcomes-opening"),
    path("outcomes/hires/<int:pk>/", hires.outcomes_hire, name="outcomes-hire"),
    path("outcomes/reviews/<int:pk>/", hires.outcomes_review, name="outcomes-review"),
    path("outcomes/predicted/", predicting.predicted_page, name="predicted-page"),
    path("outcomes/imports/", files.batch_list, name="batch-list"),
    path("outcomes/imports/<int:pk>/", files.batch_page, name="batch-page"),
    path("outcomes/imports/<int:pk>/columns/", files.batch_map, name="batch-map"),
    path("outcomes/imports/<int:pk>/lines/", files.batch_mend, name="batch-mend"),
    path("outcomes/imports/<int:pk>/start/", files.batch_start, name="batch-start"),
    path("outcomes/imports/<int:pk>/undo/", files.batch_undo, name="batch-undo"),
]
