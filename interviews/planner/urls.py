"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.planner import views

urlpatterns: list[URLPattern] = [
    path("sessions/<int:pk>/place/", views.session_place, name="session-place"),
    path("days/<int:pk>/plan/", views.day_plan, name="day-plan"),
    path("days/<int:pk>/replan/", views.day_replan, name="day-replan"),
    path("timetables/<int:pk>/", views.timetable_page, name="timetable-page"),
    path("timetables/<int:pk>/stop/", views.timetable_stop, name="timetable-stop"),
    path("timetables/<int:pk>/apply/", views.timetable_apply, name="timetable-apply"),
    path("timetables/<int:pk>/discard/", views.timetable_discard, name="timetable-discard"),
    path("my-hours/", views.hours_page, name="hours-page"),
    path("my-hours/exceptions/", views.exception_add, name="exception-add"),
    path("my-hours/exceptions/<int:pk>/remove/", views.exception_remove, name="exception-remove"),
    path("openings/<slug:slug>/skills/", views.opening_skills, name="opening-skills"),
]
