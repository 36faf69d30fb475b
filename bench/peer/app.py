"""FastAPI + SQLAlchemy (asyncpg) + Celery: verify, insert once, enqueue, 200."""

import hashlib
import hmac
import json
import os
from typing import Any

from celery import Celery
from fastapi import FastAPI, Request, Response
from sqlalchemy import BigInteger, DateTime, Text, func
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SECRET = os.environ["META_APP_SECRET"].encode()
engine = create_async_engine(
    "postgresql+asyncpg://postgres@/zapenda",
    connect_args={"host": os.environ["PEER_PGHOST"]},
    pool_size=10,
    max_overflow=10,
)
Session = async_sessionmaker(engine, expire_on_commit=False)
# Celery has no scheme for a Unix socket with a database number; this is its own spelling.
celery = Celery("peer", broker=os.environ["PEER_REDIS"])
celery.conf.task_ignore_result = True
celery.conf.worker_hijack_root_logger = False
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Event(Base):
    __tablename__ = "peer_event"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    wamid: Mapped[str] = mapped_column(Text, unique=True)
    payload: Mapped[Any] = mapped_column(JSONB)
    received_at: Mapped[Any] = mapped_column(DateTime(timezone=True), server_default=func.now())


@celery.task(name="peer.handle", acks_late=True)
def handle(event_id: int) -> None:
    """Where the peer's own work would begin."""


@app.on_event("startup")
async def create() -> None:
    async with engine.begin() as connection:
        await connection.execute(func.pg_advisory_xact_lock(1).select())
        await connection.run_sync(Base.metadata.create_all)


@app.post("/webhooks/meta/")
async def receive(request: Request) -> Response:
    body = await request.body()
    expected = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-hub-signature-256", "")):
        return Response(status_code=401)
    payload = json.loads(body)
    wamid = payload["entry"][0]["changes"][0]["value"]["messages"][0]["id"]
    async with Session() as session:
        statement = (
            insert(Event)
            .values(wamid=wamid, payload=payload)
            .on_conflict_do_nothing(index_elements=["wamid"])
            .returning(Event.id)
        )
        event_id = (await session.execute(statement)).scalar_one_or_none()
        await session.commit()
    if event_id is not None:
        handle.delay(event_id)
    return Response(status_code=200)
