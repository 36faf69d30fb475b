"""Texts as vectors, by OpenAI's protocol: never inside a transaction."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.gateways.language_model.access import ModelAccess, ModelFailed, failure_of

TEXTS_AT_ONCE = 32
LARGEST_ANSWER = 8 * 1024 * 1024  # bytes: TEXTS_AT_ONCE vectors, however they are written
MOST_DIMENSIONS = 4096


@dataclass(frozen=True, slots=True)
class Embedded:
    """`vectors` of length 1 in the order of the texts; `tokens` is zero where nobody counts."""

    vectors: tuple[tuple[float, ...], ...]
    tokens: int


def embed_texts(access: ModelAccess, texts: Sequence[str], *, timeout_s: float) -> Embedded:
    """At most TEXTS_AT_ONCE texts, within `timeout_s` seconds. Raises ModelFailed, with the
    reason "vectors" for an answer that can't be used."""
    return asyncio.run(_embed(access, texts, timeout_s))


async def _embed(access: ModelAccess, texts: Sequence[str], timeout_s: float) -> Embedded:
    # Heavy libraries, as in `access`.
    from bot.gateways.language_model import protocols  # noqa: PLC0415
    from config.lib.outbound_transport import public_client  # noqa: PLC0415

    client = public_client(
        timeout_s=timeout_s, allows_private=access.allows_private, largest=LARGEST_ANSWER
    )
    try:
        async with asyncio.timeout(timeout_s), client:
            model = protocols.embedding_model(
                access.base_url, access.model_name, access.api_key, client
            )
            vectors, tokens = await protocols.embed(model, texts)
    except TimeoutError as error:
        raise ModelFailed("timeout", may_have_cost=True) from error
    except Exception as error:
        raise failure_of(error) from error
    return Embedded(_usable(vectors, len(texts)), tokens)


def _usable(vectors: Sequence[Sequence[float]], count: int) -> tuple[tuple[float, ...], ...]:
    """One for each text, all of one size, of real numbers, with a direction."""
    sizes = {len(vector) if isinstance(vector, Sequence) else 0 for vector in vectors}
    if len(vectors) != count or len(sizes) != 1 or not 0 < max(sizes) <= MOST_DIMENSIONS:
        raise ModelFailed("vectors", may_have_cost=True)
    return tuple(map(_unit, vectors))


def _unit(vector: Sequence[float]) -> tuple[float, ...]:
    try:
        length = math.hypot(*vector)
    except TypeError as error:
        raise ModelFailed("vectors", may_have_cost=True) from error
    if not math.isfinite(length) or length == 0:
        raise ModelFailed("vectors", may_have_cost=True)
    return tuple(number / length for number in vector)
