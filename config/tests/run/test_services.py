"""The suite stands on a real PostgreSQL and a real Redis-compatible server."""

import pytest
from django.core.cache import cache
from django.db import connection

from config.lib.redis import redis_client


@pytest.mark.django_db
def test_database_is_postgresql_with_the_extensions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        installed = {name for (name,) in cursor.fetchall()}
    assert {"btree_gist", "pg_trgm", "unaccent"} <= installed
    assert connection.settings_dict["NAME"].startswith("test_")


def test_cache_and_client_share_a_server_of_their_own():
    cache.set("greeting", "oi", 5)
    keys = redis_client().keys("*")
    assert [key.decode() for key in keys] == ["zapenda:1:greeting"]
