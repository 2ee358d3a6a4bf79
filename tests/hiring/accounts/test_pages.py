"""Login, the staff list, the profile, and the pages that say no."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from candidates.openings.models import OpeningMember
from candidates.outbox.work import run_due
from hiring.accounts import roles
from hiring.accounts.models import User
from tests.conftest import make_user


def log_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_login_by_email_in_any_case_leads_home(client, ines):
    answer = log_in(client, "INES@example.com", "inesines")
    assert (answer.status_code, answer.url) == (302, reverse("hiring:home"))


def test_login_with_a_wrong_password_says_so_and_keeps_the_address(client, ines):
    answer = log_in(client, "ines@example.com", "wrong")
    page = answer.content.decode()
    assert "form-errors" in page
    assert 'value="ines@example.com"' in page


def test_login_to_a_closed_account_is_told_so(client, ines):
    User.objects.filter(pk=ines.pk).update(is_active=False)
    answer = log_in(client, "ines@example.com", "inesines")
    assert answer.url == reverse("account_login")
    assert "This account is closed" in client.get(answer.url).content.decode()


def test_demo_logins_stand_on_the_page_of_the_demonstration_only(client, db, settings):
    url = reverse("account_login")
    assert "Look around as" not in client.get(url).content.decode()
    settings.MODE = "demo"
    page = client.get(url).content.decode()
    assert "Look around as" in page
    assert "ada@demo.example" in page


def test_nobody_can_sign_up(client, db):
    assert client.get("/signup/").status_code in {302, 404}
    assert User.objects.count() == 0


def test_closing_an_account_ends_its_sessions_with_the_next_request(client, ines):
    client.force_login(ines)
    assert client.get(reverse("hiring:profile")).status_code == 200
    User.objects.filter(pk=ines.pk).update(is_active=False)
    answer = client.get(reverse("hiring:profile"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_logout_asks_first_and_then_ends_the_session(client, ines):
    client.force_login(ines)
    assert "Do you want to log out" in client.get(reverse("account_logout")).content.decode()
    assert client.get(reverse("hiring:profile")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("hiring:profile")).status_code == 302


def test_password_reset_answers_alike_whether_one_works_here_or_not(client, ines):
    pages = []
    for email in ("ines@example.com", "stranger@example.com"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        assert answer.url == reverse("account_reset_password_done")
        page = client.get(answer.url).content.decode()
        pages.append(re.sub(r'"X-CSRFToken": "\w+"', "", page))
    assert pages[0] == pages[1]
    assert mail.outbox == []
    run_due(at=timezone.now())
    (letter,) = mail.outbox
    assert letter.to == ["ines@example.com"]
    assert "/password/reset/" in letter.body


def test_password_change_needs_the_old_one(client, ines):
    client.force_login(ines)
    url = reverse("account_change_password")
    new = {"password1": "gentle headset 42", "password2": "gentle headset 42"}
    assert client.post(url, {"oldpassword": "wrong", **new}).status_code == 200
    assert client.post(url, {"oldpassword": "inesines", **new}).status_code == 302
    ines.refresh_from_db()
    assert ines.check_password("gentle headset 42")


@pytest.mark.parametrize("name", ["people-list", "person-create"])
def test_staff_pages_are_for_administrators(client, rosa, name):
    client.force_login(rosa)
    answer = client.get(reverse(f"hiring:{name}"))
    assert answer.status_code == 403
    assert "Only administrators manage people" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_people_list_makes_the_same_number_of_queries(
    client, ada, opening, django_assert_num_queries, count
):
    for number in range(count):
        person = make_user(f"Person{number} Surname", roles.INTERVIEWER)
        OpeningMember.objects.create(opening=opening, user=person, part="interviewer")
    client.force_login(ada)
    with django_assert_num_queries(6):
        page = client.get(reverse("hiring:people-list"))
    assert page.content.decode().count("Surname</a>") == count


def test_people_list_leaves_closed_accounts_out_unless_asked(client, ada, ines):
    User.objects.filter(pk=ines.pk).update(is_active=False)
    client.force_login(ada)
    url = reverse("hiring:people-list")
    assert "Ines Ivanova" not in client.get(url).content.decode()
    assert "Ines Ivanova" in client.get(f"{url}?closed").content.decode()


def test_person_create_keeps_what_was_typed_when_something_is_wrong(client, ada, ines):
    client.force_login(ada)
    data = {
        "name": "Double",
        "email": "Ines@example.com",
        "time_zone": "Europe/Vilnius",
        "roles": [roles.RECRUITER],
    }
    answer = client.post(reverse("hiring:person-create"), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is an account with this e-mail address already." in page
    assert 'value="Double"' in page
    data["email"] = "double@example.com"
    assert client.post(reverse("hiring:person-create"), data).status_code == 302
    assert not User.objects.get(email="double@example.com").has_usable_password()


def test_person_change_refuses_to_lose_the_last_administrator(client, ada):
    client.force_login(ada)
    url = reverse("hiring:person-change", args=[ada.pk])
    answer = client.post(url, {"name": "Ada", "roles": [roles.RECRUITER], "is_active": "on"})
    assert answer.status_code == 422
    assert "Somebody has to remain an active administrator." in answer.content.decode()


def test_person_change_and_invite(client, ada, ines):
    client.force_login(ada)
    url = reverse("hiring:person-change", args=[ines.pk])
    assert "Headset advisor" in client.get(url).content.decode()
    assert client.post(url, {"name": "Ines", "roles": [roles.RECRUITER]}).status_code == 302
    ines.refresh_from_db()
    assert not ines.is_active
    answer = client.post(reverse("hiring:person-invite", args=[ines.pk]), follow=True)
    assert "This account is closed" in answer.content.decode()


def test_person_change_of_nobody_is_404(client, ada):
    client.force_login(ada)
    assert client.get(reverse("hiring:person-change", args=[0])).status_code == 404


def test_profile_saves_and_refuses_a_zone_that_is_none(client, ines):
    client.force_login(ines)
    url = reverse("hiring:profile")
    data = {"name": "Ines I.", "time_zone": "Europe/Sofia", "language": "en"}
    assert client.post(url, {**data, "time_zone": "Mars/Olympus"}).status_code == 422
    assert client.post(url, data).status_code == 302
    ines.refresh_from_db()
    assert (ines.name, ines.time_zone) == ("Ines I.", "Europe/Sofia")


def test_theme_is_chosen_by_post_only(client, ines):
    client.force_login(ines)
    url = reverse("hiring:theme")
    assert client.get(url).status_code == 405
    client.post(url, {"theme": "dark"})
    client.post(url, {"theme": "pink"})
    ines.refresh_from_db()
    assert ines.theme == "dark"
    assert 'data-bs-theme="dark"' in client.get(reverse("hiring:profile")).content.decode()


@pytest.mark.parametrize(
    ("template", "words"),
    [("500.html", "Something broke"), ("400.html", "did not understand"), ("403_csrf.html", "too")],
)
def test_broken_pages_need_neither_request_nor_database(template, words):
    from django.template.loader import get_template

    assert words in get_template(template).render()


def test_404_is_calm_for_strangers_and_staff(client, ines):
    for _who in range(2):
        answer = client.get("/no/such/page/")
        assert answer.status_code in {302, 404}
        client.force_login(ines)
    assert "There is nothing here" in answer.content.decode()
