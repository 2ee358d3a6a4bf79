"""What a page of the item bank costs with 300 and 3,000 items.

    .venv/bin/python -m benchmarks.bank [300 3000] [--turns 10]

The same databases and units as `benchmarks.pages`: each holds as many items, with figures, as it
holds applications; a page's lines are printed as soon as it is measured. A bank of 3,000 items is
ten years of writing; 30,000 show what does not grow, and take many minutes to build.
"""

from __future__ import annotations

from typing import Any

from benchmarks import pages
from benchmarks.pages import Page

PAGES = [
    Page("bank", lambda _: "/bank/"),
    Page("bank, one area", lambda _: "/bank/?language=en&area=words"),
    Page("bank, by words", lambda _: "/bank/?q=parcel+7"),
    Page("bank, last page", lambda _: "/bank/?page=100000"),
    Page("bank, to look at", lambda _: "/bank/?flag=pull"),
    Page("item", lambda _: f"/bank/{_first_item()}/"),
]
AREAS = ("agreement", "punctuation", "words", "spelling", "clarity")


def _first_item() -> int:
    from interviews.assessments.models import Item

    return Item.objects.order_by("pk").values_list("pk", flat=True)[0]


def _item(number: int, now: Any) -> Any:
    from interviews.assessments.models import Item

    options = [f"The parcel {number} {verb} on its way to you." for verb in ("is", "are", "be")]
    return Item(
        code=f"en-{number}", language="en", kind="choice", area=AREAS[number % 5],
        difficulty=1 + number % 5, stem="Which version is correct?",
        body={"options": options, "key": 0}, rationale="One parcel.", proof_note="Read again.",
        digest=f"{number:064}", search_text=f"en-{number} {' '.join(options)}".lower(),
        created_at=now, live_at=now, status="live",
    )  # fmt: skip


def _fill() -> None:
    """As many items as applications, each with figures."""
    from django.db import connection
    from django.utils import timezone

    from candidates.applications.models import Application
    from interviews.assessments.models import Item, ItemMeasure, Measurement

    now, amount = timezone.now(), Application.objects.count()
    Item.objects.bulk_create([_item(number, now) for number in range(amount)], batch_size=1000)
    snapshot = Measurement.objects.create(
        language="en", model="described", people=60, items=amount, made_at=now
    )
    rows = [
        ItemMeasure(
            measurement=snapshot, item_id=pk, people=60, p=0.5, item_rest=0.3,
            chosen=[["0", 30], ["1", 30]], flags=["pull"] if pk % 5 == 0 else [],
        )
        for pk in Item.objects.values_list("pk", flat=True)
    ]  # fmt: skip
    ItemMeasure.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    pages.main(PAGES, sizes=["300", "3000"], prepare=_fill, turns=10)
