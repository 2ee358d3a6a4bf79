"""This room's addresses."""

from django.urls import URLPattern, path

from hiring.offers.views import own, staff, templates

urlpatterns: list[URLPattern] = [
    path("offers/", staff.offer_list, name="offer-list"),
    path("applications/<int:pk>/offer/", staff.offer_make, name="offer-make"),
    path("offers/<int:pk>/", staff.offer_page, name="offer-page"),
    path("offers/<int:pk>/change/", staff.offer_change, name="offer-change"),
    path("offers/<int:pk>/ask/", staff.offer_ask, name="offer-ask"),
    path("offers/<int:pk>/approve/", staff.offer_approve, name="offer-approve"),
    path("offers/<int:pk>/back/", staff.offer_back, name="offer-back"),
    path("offers/<int:pk>/withdraw/", staff.offer_withdraw, name="offer-withdraw"),
    path("offers/templates/", templates.template_list, name="offer-template-list"),
    path("offers/templates/new/", templates.template_add, name="offer-template-add"),
    path(
        "offers/templates/<int:pk>/change/",
        templates.template_change,
        name="offer-template-change",
    ),
    path(
        "offers/templates/<int:pk>/retire/",
        templates.template_retire,
        name="offer-template-retire",
    ),
    path("my/offers/<int:pk>/", own.own_offer, name="own-offer"),
    path("my/offers/<int:pk>/accept/", own.own_offer_accept, name="own-offer-accept"),
    path("my/offers/<int:pk>/decline/", own.own_offer_decline, name="own-offer-decline"),
]
