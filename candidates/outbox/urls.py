"""This room's addresses."""

from django.urls import URLPattern, path

from candidates.outbox import views

urlpatterns: list[URLPattern] = [
    path("work/", views.task_list, name="task-list"),
    path("work/<uuid:pk>/retry/", views.task_retry, name="task-retry"),
    path("work/<uuid:pk>/release/", views.task_release, name="task-release"),
    path("work/<uuid:pk>/cancel/", views.task_cancel, name="task-cancel"),
    path("work/<uuid:pk>/drop/", views.task_drop, name="task-drop"),
]
