"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.plans import views

urlpatterns: list[URLPattern] = [
    path("openings/<slug:slug>/plan/", views.plan_page, name="plan-page"),
    path("openings/<slug:slug>/plan/choose/", views.plan_choose, name="plan-choose"),
    path("plans/<int:pk>/change/", views.plan_change, name="plan-change"),
    path("plans/<int:pk>/bar/", views.plan_bar, name="plan-bar"),
    path("plans/<int:pk>/bar/use/", views.plan_bar_use, name="plan-bar-use"),
    path("plans/<int:pk>/activate/", views.plan_activate, name="plan-activate"),
    path("plans/<int:pk>/new-version/", views.plan_new_version, name="plan-new-version"),
    path("plans/<int:pk>/discard/", views.plan_discard, name="plan-discard"),
    path("plans/<int:pk>/stages/", views.stage_add, name="stage-add"),
    path("stages/<int:pk>/change/", views.stage_change, name="stage-change"),
    path("stages/<int:pk>/move/", views.stage_move, name="stage-move"),
    path("stages/<int:pk>/remove/", views.stage_remove, name="stage-remove"),
    path("stages/<int:pk>/criteria/", views.criterion_add, name="criterion-add"),
    path("criteria/<int:pk>/change/", views.criterion_change, name="criterion-change"),
    path("criteria/<int:pk>/remove/", views.criterion_remove, name="criterion-remove"),
]
