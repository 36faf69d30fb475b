"""Makers of catalogue rows for tests; all need an open scope."""

from itertools import count
from typing import Any

from accounts.models import Organization
from catalog.models import Service

_numbers = count(1)


def make_service(organization: Organization, **fields: Any) -> Service:
    fields = {"name": f"Corte {next(_numbers)}", "duration_minutes": 60, "price": "80.00"} | fields
    return Service.objects.create(organization=organization, **fields)
