"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.applications.views import application, pipeline

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/board/", pipeline.pipeline_board, name="pipeline-board"),
    path("openings/<slug:slug>/table/", pipeline.pipeline_table, name="pipeline-table"),
    path("openings/<slug:slug>/table/bulk/", pipeline.pipeline_bulk, name="pipeline-bulk"),
    path("openings/<slug:slug>/table/undo/", pipeline.pipeline_undo, name="pipeline-undo"),
    path("applications/<int:pk>/", application.application_page, name="application-page"),
    path(
        "applications/<int:pk>/further/",
        application.application_further,
        name="application-further",
    ),
    path("applications/<int:pk>/move/", application.application_move, name="application-move"),
    path(
        "applications/<int:pk>/reopen/", application.application_reopen, name="application-reopen"
    ),
    path("applications/<int:pk>/documents/", application.document_add, name="document-add"),
    path("documents/<int:pk>/", application.document, name="document"),
]
