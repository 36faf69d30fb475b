"""The guide's steps about WhatsApp."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from pytest_django.fixtures import SettingsWrapper

from accounts.enums import Role
from accounts.models import OnboardingStep, Organization
from accounts.tests.factories import make_member, make_organization, make_whatsapp_customer
from bot.gateways import Button, Buttons
from bot.models import Channel, Message
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from bot.tests.gateways.graph_server import GraphServer, reply

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
META = {
    "number_id": "106500000000001",
    "account_id": "102200000000001",
    "access_token": "EAAtoken",
    "app_secret": "app-secret",
}
