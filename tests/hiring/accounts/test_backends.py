"""A member of staff arrives in one query, with rights and the count of what is new."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from hiring.accounts.backends import StaffBackend
from hiring.accounts.models import User


@pytest.mark.parametrize("name", ["rosa", "ines", "ada"])
def test_person_arrives_with_the_rights_that_django_finds(name, request, django_assert_num_queries):
    person = request.getfixturevalue(name)
    person.user_permissions.add(Permission.objects.get(codename="see_every_opening"))
    known = ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    with django_assert_num_queries(1):
        found = StaffBackend().get_user(person.pk)
        assert found.get_all_permissions() == known
    assert "candidates.see_every_opening" in known
    assert found == person
    assert found.unread_notices == 0


def test_rights_follow_the_role_from_one_request_to_the_next(rosa):
    backend = StaffBackend()
    assert backend.get_user(rosa.pk).has_perm("candidates.manage_openings")
    rosa.groups.clear()
    assert backend.get_user(rosa.pk).get_all_permissions() == set()


def test_closed_account_and_nobody_do_not_arrive(rosa):
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert StaffBackend().get_user(rosa.pk) is None
    assert StaffBackend().get_user(0) is None
