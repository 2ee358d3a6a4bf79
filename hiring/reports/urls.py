"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.reports import views

urlpatterns: list[URLPattern] = [
    path("reports/", views.report_list, name="report-list"),
    path("applications/<int:pk>/reports/", views.report_ask, name="report-ask"),
    path("days/<int:pk>/reports/", views.day_reports, name="day-reports"),
    path("sessions/<int:pk>/reports/", views.session_reports, name="session-reports"),
    path("openings/<slug:slug>/reports/", views.opening_reports, name="opening-reports"),
    path("openings/<slug:slug>/reports/bundle/", views.bundle_ask, name="bundle-report-ask"),
    path("openings/<slug:slug>/reports/month/", views.month_ask, name="month-report-ask"),
    path("reports/figures/", views.figures_ask, name="figures-ask"),
    path("reports/<int:pk>/", views.report_page, name="report-page"),
    path("reports/<int:pk>/file/", views.report_file, name="report-file"),
    path("reports/<int:pk>/cancel/", views.report_cancel, name="report-cancel"),
    path("my/papers/<int:pk>/", views.own_paper, name="own-paper"),
    path("reports/<int:pk>/again/", views.report_again, name="report-again"),
]
