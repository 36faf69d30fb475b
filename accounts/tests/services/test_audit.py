"""Who did what, written down."""

import pytest
from django_scopes import scope

from accounts.models import User
from accounts.services.audit import record_audit
from accounts.tests.factories import make_organization, make_user

pytestmark = pytest.mark.django_db


def test_the_longest_address_that_may_log_in_may_act() -> None:
    email = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 56}.test"
    assert len(email) == User._meta.get_field("email").max_length
    organization, actor = make_organization(), make_user(email=email)
    with scope(organization=organization):
        entry = record_audit(
            organization=organization, actor=actor, action="tag.created", target=organization
        )
        entry.refresh_from_db()
    assert entry.actor_label == email
