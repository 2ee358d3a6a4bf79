"""Whoever sends a form after their session has ended comes back to the page of the form."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (
            "http://testserver/openings/x/table/?state=applied",
            "/openings/x/table/%3Fstate%3Dapplied",
        ),
        ("http://elsewhere.example/openings/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(client, db, referer, back):
    answer = client.post(reverse("candidates:message-release"), headers={"Referer": referer})
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={back}")


def test_a_page_asked_for_is_come_back_to(client, db):
    answer = client.get("/messages/?state=sent")
    assert answer.url == f"{reverse('account_login')}?next=/messages/%3Fstate%3Dsent"
