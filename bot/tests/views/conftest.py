"""Somebody of the organization, logged in."""

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_member
from bot.tests.views.channel_pages import Login


@pytest.fixture
def login(organization: Organization) -> Login:
    def make(role: Role = Role.OWNER) -> Client:
        client = Client()
        client.force_login(make_member(organization, role).user)
        return client

    return make
