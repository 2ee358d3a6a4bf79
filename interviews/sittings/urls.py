"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.sittings.views import candidate, saving, staff

urlpatterns: list[URLPattern] = [
    path("my/<int:pk>/wish/", candidate.wish_page, name="wish-page"),
    path("my/<int:pk>/tests/<int:stage_pk>/", candidate.sitting_start, name="sitting-start"),
    path(
        "my/<int:pk>/tests/<int:stage_pk>/try/", candidate.sitting_practice, name="sitting-practice"
    ),
    path("my/sittings/<uuid:key>/", candidate.sitting_page, name="sitting-page"),
    path("my/sittings/<uuid:key>/clock/", saving.sitting_clock, name="sitting-clock"),
    path("my/sittings/<uuid:key>/go-on/", saving.sitting_go_on, name="sitting-go-on"),
    path("my/sittings/<uuid:key>/facts/", saving.sitting_facts, name="sitting-facts"),
    path("my/sittings/<uuid:key>/<slug:task>/", saving.sitting_answer, name="sitting-answer"),
    path("my/sittings/<uuid:key>/<slug:task>/show/", saving.sitting_show, name="sitting-show"),
    path("applications/<int:pk>/arrangements/", staff.grant_time, name="sitting-grant"),
    path("my/<int:pk>/retests/<int:retest_pk>/", candidate.retest_start, name="retest-start"),
    path("sittings/<int:pk>/retest/", staff.retest_grant, name="retest-grant"),
    path("sittings/<int:pk>/again/", staff.sitting_again, name="sitting-again"),
]
