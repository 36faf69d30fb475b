import pytest
from django.db import connection
from django_scopes import scope

from accounts.tests.factories import make_organization
from bot.models import Channel
from bot.tests.factories import make_channel


@pytest.mark.django_db
def test_secret_under_a_lost_key_reads_as_not_given_and_spares_the_others() -> None:
    organization = make_organization()
    with scope(organization=organization):
        lost, kept = make_channel(organization), make_channel(organization)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE bot_channel SET access_token = %s WHERE id = %s", [b"\x01" * 40, lost.pk]
            )
        tokens = dict(Channel.objects.values_list("pk", "access_token"))
    assert tokens == {lost.pk: "", kept.pk: "test-access-token"}
