"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.competencies import views

urlpatterns: list[URLPattern] = [
    path("competencies/", views.competency_list, name="competency-list"),
    path("competencies/new/", views.competency_create, name="competency-create"),
    path("competencies/<int:pk>/", views.competency_change, name="competency-change"),
    path("competencies/<int:pk>/retire/", views.competency_retire, name="competency-retire"),
    path("competencies/<int:pk>/restore/", views.competency_restore, name="competency-restore"),
]
