"""Fixtures of the bot's tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import Channel
from bot.selectors.secrets import refresh_secrets
from bot.tests.factories import make_channel
from scheduling.tests.factories import open_on_holidays


@pytest.fixture
def organization(db: Any) -> Iterator[Organization]:
    """An organization whose scope is open."""
    made = make_organization(name="Studio Bela")
    with scope(organization=made):
        open_on_holidays(made)
        yield made


@pytest.fixture
def channel(organization: Organization) -> Channel:
    made = make_channel(organization)
    refresh_secrets()
    return made
