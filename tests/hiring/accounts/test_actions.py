"""Accounts: made without a password, changed, closed; never the last administrator."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from candidates.history.queries import timeline
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.accounts import roles
from hiring.accounts.actions import (
    AccountClosed,
    EmailTaken,
    NobodyLeft,
    change_person,
    change_profile,
    choose_theme,
    create_person,
    invite_person,
)
from hiring.accounts.models import User
from tests.conftest import make_user

NEW = {
    "name": "Lina Lange",
    "email": "Lina@Example.com",
    "time_zone": "Europe/Vilnius",
    "roles": [roles.INTERVIEWER],
}


def test_create_person_owes_one_mail_and_sets_no_password(ada, at):
    lina = create_person(**NEW, actor=ada, at=at)
    assert lina.email == "lina@example.com"
    assert not lina.has_usable_password()
    assert list(lina.groups.values_list("name", flat=True)) == [roles.INTERVIEWER]
    assert Task.objects.get().payload == {"user_id": lina.pk}
    sentences = [line.sentence for line in timeline(subject="person", subject_key=lina.pk)]
    assert sentences == ["Ada Adams made the account (Interviewer)."]


def test_first_administrator_of_a_new_site_may_change_others(db, at):
    call_command("createsuperuser", email="eve@example.com", name="Eve", interactive=False)
    eve = User.objects.get()
    lina = create_person(**NEW, actor=eve, at=at)
    change_person(
        user_id=lina.pk, name=lina.name, roles=[roles.RECRUITER], is_active=True, actor=eve, at=at
    )
    assert [group.name for group in eve.groups.all()] == [roles.ADMINISTRATOR]
    assert [group.name for group in lina.groups.all()] == [roles.RECRUITER]


def test_create_person_twice_is_refused_in_any_case(ada, at):
    create_person(**NEW, actor=ada, at=at)
    with pytest.raises(EmailTaken, match="already"):
        create_person(**{**NEW, "email": "LINA@example.COM"}, actor=ada, at=at)
    assert User.objects.filter(email="lina@example.com").count() == 1


def test_the_invitation_leads_to_a_password_and_the_link_works_once(ada, at, client, settings):
    settings.PUBLIC_URL = "http://testserver"
    lina = create_person(**NEW, actor=ada, at=at)
    run_due(at=at)
    assert Task.objects.get().state == Task.State.DONE
    (letter,) = mail.outbox
    assert letter.to == ["lina@example.com"]
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    page = client.get(link, follow=True)
    assert page.status_code == 200
    form_url = page.redirect_chain[-1][0]
    words = {"password1": "gentle headset 42", "password2": "gentle headset 42"}
    answer = client.post(form_url, words)
    assert answer.url == reverse("account_reset_password_from_key_done")
    lina.refresh_from_db()
    assert lina.check_password("gentle headset 42")
    again = client.get(link, follow=True)
    assert "This link is used up" in again.content.decode()


def test_who_is_closed_out_before_the_mail_leaves_gets_none(ada, at):
    lina = create_person(**NEW, actor=ada, at=at)
    User.objects.filter(pk=lina.pk).update(is_active=False)
    run_due(at=at)
    assert mail.outbox == []
    assert Task.objects.get().state == Task.State.DONE


def test_invite_person_again_while_one_waits_makes_no_second_task(ada, at):
    lina = create_person(**NEW, actor=ada, at=at)
    invite_person(user_id=lina.pk, actor=ada, at=at)
    assert Task.objects.count() == 1


def test_invite_person_whose_account_is_closed_is_refused(ada, ines, at):
    User.objects.filter(pk=ines.pk).update(is_active=False)
    with pytest.raises(AccountClosed, match="closed"):
        invite_person(user_id=ines.pk, actor=ada, at=at)


def test_change_person_changes_roles_and_says_so_once(ada, ines, at):
    change = {"name": "Ines I.", "roles": [roles.RECRUITER], "is_active": True}
    for _again in range(2):
        change_person(user_id=ines.pk, **change, actor=ada, at=at)
    ines.refresh_from_db()
    assert ines.name == "Ines I."
    assert list(ines.groups.values_list("name", flat=True)) == [roles.RECRUITER]
    assert len(timeline(subject="person", subject_key=ines.pk)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"roles": [roles.RECRUITER], "is_active": True},
        {"roles": [roles.ADMINISTRATOR], "is_active": False},
    ],
)
def test_the_last_administrator_stays(ada, at, change):
    with pytest.raises(NobodyLeft, match="active administrator"):
        change_person(user_id=ada.pk, name=ada.name, **change, actor=ada, at=at)
    ada.refresh_from_db()
    assert ada.is_active
    assert ada.groups.filter(name=roles.ADMINISTRATOR).exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_out(at):
    roles.ensure_roles()
    people = [
        make_user("Ada Adams", roles.ADMINISTRATOR),
        make_user("Bo Berg", roles.ADMINISTRATOR),
    ]
    outcomes, start = [], threading.Barrier(2)

    def close(actor, other):
        start.wait()
        try:
            change_person(
                user_id=other.pk,
                name=other.name,
                roles=[roles.ADMINISTRATOR],
                is_active=False,
                actor=actor,
                at=at,
            )
            outcomes.append("closed")
        except NobodyLeft:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=pair) for pair in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "refused"]
    assert User.objects.filter(is_active=True, groups__name=roles.ADMINISTRATOR).count() == 1


def test_change_profile_and_theme_twice_is_the_same(ines):
    for _again in range(2):
        change_profile(user_id=ines.pk, name="Ines", time_zone="Europe/Sofia", language="en")
        choose_theme(user_id=ines.pk, theme="dark")
    ines.refresh_from_db()
    assert (ines.name, ines.time_zone, ines.theme) == ("Ines", "Europe/Sofia", "dark")


def test_every_role_is_a_group_with_its_permissions(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.PERMISSIONS)
    for name, permissions in roles.PERMISSIONS.items():
        found = Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {".".join(pair) for pair in found} == set(permissions)
