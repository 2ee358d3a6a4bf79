"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.reports import views

urlpatterns: list[URLPattern] = [
    path("applications/<int:pk>/reports/", views.report_ask, name="report-ask"),
    path("reports/<int:pk>/", views.report_page, name="report-page"),
    path("reports/<int:pk>/file/", views.report_file, name="report-file"),
]
