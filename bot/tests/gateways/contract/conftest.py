from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import Organization
from bot.gateways.gupshup.send import forget_opt_ins
from bot.gateways.twilio import contents
from bot.tests.gateways.contract.evolution import EvolutionStage
from bot.tests.gateways.contract.gupshup import GupshupStage
from bot.tests.gateways.contract.meta import MetaStage
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL, Stage
from bot.tests.gateways.contract.twilio import TwilioStage

STAGES: list[type[Stage]] = [MetaStage, TwilioStage, GupshupStage, EvolutionStage]


@pytest.fixture(params=STAGES, ids=lambda made: made.__name__.removesuffix("Stage").lower())
def stage(
    request: pytest.FixtureRequest, organization: Organization, settings: Any
) -> Iterator[Stage]:
    """A number of each provider in turn, at a server over real HTTP."""
    settings.PUBLIC_URL = PUBLIC_URL
    settings.EVOLUTION_PRIVATE = True  # the servers of this play stand on this machine
    contents.forget_layouts()
    forget_opt_ins()
    with provider_server(lambda _asked: Answer(status=503)) as server:
        made = request.param.connect(organization, server)
        server.play = made.play
        yield made
