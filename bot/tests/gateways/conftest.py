import httpx
import pytest

from bot.gateways.meta import MetaCloudGateway
from bot.tests.gateways.graph_server import graph_server


@pytest.fixture
def graph():
    with graph_server() as server:
        yield server


@pytest.fixture
def client():
    with httpx.Client(timeout=httpx.Timeout(5.0, connect=2.0), trust_env=False) as made:
        yield made


@pytest.fixture
def gateway(graph, client):
    return MetaCloudGateway(
        base_url=f"{graph.url}/",
        phone_number_id="1065",
        waba_id="1022",
        access_token="secret-token\n",
        client=client,
    )
