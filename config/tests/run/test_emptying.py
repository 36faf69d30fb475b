"""What a test has committed is gone after it, whatever refers to whatever."""

import threading
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django_scopes import scopes_disabled

from accounts.models import Organization, Tag, User
from accounts.tests.factories import make_customer, make_organization
from config.run.testing.emptying import empty_tables

pytestmark = pytest.mark.django_db(transaction=True)


def commit_some() -> None:
    with scopes_disabled():
        make_customer(make_organization())


def rows() -> dict[str, int]:
    """How many each table holds, where it holds any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname !~ '^(pg|sql)_'"
        )
        counts = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return {table: count for table, count in counts.items() if count}


def test_only_what_the_migrations_made_is_left():
    commit_some()
    known = set(Permission.objects.values_list("pk", flat=True))
    kinds = ContentType.objects.count()
    empty_tables()
    assert rows().keys() == {"django_migrations", "django_content_type", "auth_permission"}
    assert set(Permission.objects.values_list("pk", flat=True)) == known
    assert ContentType.objects.count() == kinds


def test_it_waits_for_who_is_writing():
    written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            make_organization()
            written.set()
            may_end.wait(10)
        connection.close()

    make_organization()
    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(10)
    threading.Timer(0.3, may_end.set).start()
    empty_tables()
    writer.join(10)
    assert not Organization.objects.exists()
    assert not User.objects.exists()


def test_rules_are_in_force_again_after():
    empty_tables()
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
    with pytest.raises(IntegrityError), scopes_disabled():
        Tag.objects.create(organization_id=uuid4(), name="of nobody")


def test_many_rows_of_the_past_are_swept():
    for _ in range(3):
        User.objects.bulk_create(
            User(email=f"{number}@example.com", name="x" * 100) for number in range(1000)
        )
        User.objects.filter(name="x" * 100).delete()
    empty_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('accounts_user')")
        assert cursor.fetchone()[0] == 0
