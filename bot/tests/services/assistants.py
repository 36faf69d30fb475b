"""An assistant at a scripted server, and a salon to ask about."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from accounts.models import Organization
from bot.models import AssistantSettings, AssistantTurn, Message
from bot.services.assistant_work import claim_assistant_turn, work_on_turn
from bot.tests.services.conftest import after, new_words
from bot.tests.services.model_server import KEY, ModelServer
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Staff
from scheduling.tests.factories import make_staff, today

RIDDLE = "posso levar meu cachorro bravo no salão?"


@pytest.fixture
def server(settings: Settings) -> Iterator[ModelServer]:
    settings.ASSISTANT_PRIVATE = True
    started = ModelServer().start()
    yield started
    started.stop()


@pytest.fixture
def assistant(organization: Organization, server: ModelServer) -> AssistantSettings:
    return make_assistant(organization, f"{server.url}/v1")


def make_assistant(organization: Organization, base_url: str, **fields: Any) -> AssistantSettings:
    given: dict[str, Any] = {
        "is_on": True,
        "base_url": base_url,
        "model_name": "small",
        "api_key": KEY,
        "input_usd": Decimal(1),
        "output_usd": Decimal(4),
    }
    return AssistantSettings.objects.create(organization=organization, **given | fields)


@pytest.fixture
def haircut(organization: Organization) -> Service:
    return make_service(organization, name="Corte feminino", price=80, duration_minutes=60)


@pytest.fixture
def ana(organization: Organization, haircut: Service) -> Staff:
    return make_staff(organization, [haircut], name="Ana")


def work_all(seconds: float = 6) -> list[AssistantTurn]:
    """Do what the workers would; the turns that were worked on, as they are now."""
    done = []
    while (turn_id := claim_assistant_turn(now=after(seconds))) is not None:
        work_on_turn(turn_id, now=after(seconds))
        done.append(turn_id)
    return [AssistantTurn.objects.get(pk=turn_id) for turn_id in done]


def answers(seconds: float = 6) -> list[str]:
    """Do the assistants' work; what the customer then got."""
    seen = set(Message.objects.values_list("pk", flat=True))
    work_all(seconds)
    return new_words(seen)


def turn() -> AssistantTurn:
    """The latest."""
    return AssistantTurn.objects.latest("created_at")


def tomorrow() -> str:
    return str((today() + timedelta(days=1)).isoformat())
