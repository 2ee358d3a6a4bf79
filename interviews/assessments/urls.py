"""This room's addresses."""

from django.urls import URLPattern, path

from interviews.assessments.views import exchange, items, measures

urlpatterns: list[URLPattern] = [
    path("bank/", items.item_list, name="item-list"),
    path("bank/new/", items.item_create, name="item-create"),
    path("bank/<int:pk>/", items.item_page, name="item-page"),
    path("bank/<int:pk>/change/", items.item_change, name="item-change"),
    path("bank/<int:pk>/version/", items.item_version, name="item-version"),
    path("bank/<int:pk>/pilot/", items.item_pilot, name="item-pilot"),
    path("bank/<int:pk>/live/", items.item_live, name="item-live"),
    path("bank/<int:pk>/retire/", items.item_retire, name="item-retire"),
    path("bank/<int:pk>/reading/", items.item_reading, name="item-reading"),
    path("bank/export/", exchange.bank_export, name="bank-export"),
    path("bank/import/", exchange.bank_import, name="bank-import"),
    path("bank/import/<int:pk>/", exchange.bank_import_page, name="bank-import-page"),
    path("bank/import/<int:pk>/take/", exchange.bank_import_take, name="bank-import-take"),
    path("bank/measures/", measures.bank_measures, name="bank-measures"),
    path("bank/measures/work-out/", measures.bank_measure, name="bank-measure"),
]
