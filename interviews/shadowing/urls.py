"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.shadowing.views import desk, library, sheet

urlpatterns: list[URLPattern] = [
    path("my/<int:pk>/shadowing/", sheet.shadowing_page, name="shadowing-page"),
    path("my/<int:pk>/shadowing/calls/<int:number>/", sheet.shadowing_call, name="shadowing-call"),
    path(
        "my/<int:pk>/shadowing/calls/<int:number>/sound/",
        sheet.shadowing_sound,
        name="shadowing-sound",
    ),
    path(
        "my/<int:pk>/shadowing/calls/<int:number>/<slug:question>/",
        sheet.shadowing_note,
        name="shadowing-note",
    ),
    path(
        "my/<int:pk>/shadowing/quiz/begin/",
        sheet.shadowing_begin_quiz,
        name="shadowing-begin-quiz",
    ),
    path("my/<int:pk>/shadowing/quiz/", sheet.shadowing_quiz, name="shadowing-quiz"),
    path(
        "my/<int:pk>/shadowing/quiz/<int:position>/",
        sheet.shadowing_answer,
        name="shadowing-answer",
    ),
    path("my/<int:pk>/shadowing/after/", sheet.shadowing_after, name="shadowing-after"),
    path("sessions/<int:pk>/desk/", desk.desk_page, name="desk-page"),
    path("sessions/<int:pk>/desk/items/", desk.desk_item_add, name="desk-item-add"),
    path(
        "sessions/<int:pk>/desk/items/<int:item_pk>/remove/",
        desk.desk_item_remove,
        name="desk-item-remove",
    ),
    path("recorded-calls/", library.recorded_call_list, name="recorded-call-list"),
    path("recorded-calls/new/", library.recorded_call_create, name="recorded-call-create"),
    path("recorded-calls/<int:pk>/", library.recorded_call_page, name="recorded-call-page"),
    path(
        "recorded-calls/<int:pk>/change/",
        library.recorded_call_change,
        name="recorded-call-change",
    ),
    path(
        "recorded-calls/<int:pk>/retire/",
        library.recorded_call_retire,
        name="recorded-call-retire",
    ),
    path("recorded-calls/<int:pk>/sound/", library.recorded_call_sound, name="recorded-call-sound"),
    path("openings/<slug:slug>/calls/", library.opening_calls, name="opening-calls"),
    path("applications/<int:pk>/calls/", library.calls_offer, name="calls-offer"),
]
