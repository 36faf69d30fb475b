"""Liveness and readiness."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from redis.exceptions import RedisError

from config.lib.logging import get_logger
from config.lib.redis import redis_client

log = get_logger(__name__)


@never_cache
@require_GET
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database and Redis answer, else 503 with which of them does not."""
    checks = {"database": _database(), "cache": _cache()}
    is_ready = all(checks.values())
    return JsonResponse(
        {
            "status": "ok" if is_ready else "unavailable",
            "checks": {name: "ok" if good else "down" for name, good in checks.items()},
            "time": timezone.now().isoformat(),
        },
        status=200 if is_ready else 503,
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("database_down", error=type(error).__name__)
        return False
    return True


def _cache() -> bool:
    try:
        return bool(redis_client().ping())
    except RedisError as error:
        log.error("cache_down", error=type(error).__name__)
        return False
