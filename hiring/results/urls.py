"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.results import views

urlpatterns: list[URLPattern] = [
    path("days/<int:pk>/results/", views.day_results, name="day-results"),
    path("applications/<int:pk>/result/", views.result_page, name="result-page"),
    path("applications/<int:pk>/result/approve/", views.result_approve, name="result-approve"),
]
