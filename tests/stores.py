"""Stores of files: a folder, and a bucket of a real server that speaks S3 (moto, over HTTP).

def test_...(bucket):
    bucket.url          # for ATTACHMENTS_URL
    bucket.names()      # what lies in it
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from config.lib.store_address import store_at
from config.run.checks import health_answer, is_free
from config.run.children import Child, Children, Program
from config.run.environment import LOOPBACK

KEY, SECRET = "KEYID", "sec/ret+1"
PATIENCE_S = 60.0


@dataclass
class Bucket:
    """An empty bucket of its own."""

    port: int
    name: str

    @property
    def url(self) -> str:
        return f"s3+http://{KEY}:sec%2Fret%2B1@{LOOPBACK}:{self.port}/{self.name}/files"

    def client(self) -> Any:
        import boto3  # noqa: PLC0415 - it takes half a second, which few tests want to pay

        return boto3.client(
            "s3",
            endpoint_url=f"http://{LOOPBACK}:{self.port}",
            region_name="us-east-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )

    def names(self) -> list[str]:
        found = self.client().list_objects_v2(Bucket=self.name).get("Contents", [])
        return sorted(one["Key"] for one in found)

    def empty(self) -> None:
        for name in self.names():
            self.client().delete_object(Bucket=self.name, Key=name)


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the server."""
    children, port = Children(), _free_port()
    log = tmp_path_factory.mktemp("s3") / "log"
    args = (sys.executable, "-m", "moto.server", "-H", LOOPBACK, "-p", str(port))
    server = children.spawn(Program("s3", args, log=log, env=dict(os.environ)))
    _wait_for(server, port, log)
    yield port
    children.stop_all()


@pytest.fixture
def bucket(s3_server: int) -> Iterator[Bucket]:
    made = Bucket(s3_server, f"shop-{uuid4().hex}")
    made.client().create_bucket(Bucket=made.name)
    yield made
    made.empty()


@pytest.fixture(params=["folder", "bucket"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each kind of store in turn."""
    if request.param == "folder":
        return f"file://{tmp_path}/files"
    return str(request.getfixturevalue("bucket").url)


@pytest.fixture
def store(store_url: str, settings: Any) -> str:
    """The product keeps its files there; the address of it."""
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(store_url)}
    return store_url


def _free_port() -> int:
    """Below those the system gives to whoever asks for any."""
    while True:
        port = random.randrange(30_000, 32_000)
        if is_free(LOOPBACK, port):
            return port


def _wait_for(server: Child, port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while health_answer(f"http://{LOOPBACK}:{port}/moto-api/") != "200":
        if not server.is_running() or time.monotonic() > deadline:
            raise AssertionError(f"no S3 server:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)
