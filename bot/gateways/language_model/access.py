"""Asking a model one question, over the network: never inside a transaction."""

import asyncio
from dataclasses import dataclass, field

from bot.assistant import Question, Reply
from bot.enums import ModelKind
from config.lib.outbound import CallFailed, CallRefused


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """Where a model is and how to be let in; `kind` is a ModelKind. `allows_private` is for
    tests and for servers inside an operator's own network. The key is never shown."""

    kind: str
    base_url: str
    model_name: str
    api_key: str = field(repr=False)
    allows_private: bool = False


class ModelFailed(Exception):
    """No usable reply. `reason` is a word for people to look up: "timeout", "key", "model",
    "limit", "address", "unreachable", "server", "refused" or "vectors".

    `may_have_cost`: the provider may have worked on it and will then charge for it.
    """

    def __init__(self, reason: str, *, may_have_cost: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_have_cost = may_have_cost


def ask_model(access: ModelAccess, question: Question, *, timeout_s: float) -> Reply:
    """The model's reply within `timeout_s` seconds, whatever happens. Raises ModelFailed."""
    return asyncio.run(_ask(access, question, timeout_s))


def prepare() -> None:
    """Import the heavy libraries now, before anybody's time runs: the first time in a process
    they take seconds."""
    from bot.gateways.language_model import protocols  # noqa: F401, PLC0415


async def _ask(access: ModelAccess, question: Question, timeout_s: float) -> Reply:
    # Heavy libraries: only a worker that really asks a model pays for them.
    from bot.gateways.language_model import protocols  # noqa: PLC0415
    from config.lib.outbound_transport import public_client  # noqa: PLC0415

    client = public_client(timeout_s=timeout_s, allows_private=access.allows_private)
    try:
        async with asyncio.timeout(timeout_s), client:
            is_openai = access.kind == ModelKind.OPENAI
            connect = protocols.openai_model if is_openai else protocols.anthropic_model
            model = connect(access.base_url, access.model_name, access.api_key, client)
            return await protocols.request(model, question)
    except TimeoutError as error:
        raise ModelFailed("timeout", may_have_cost=True) from error
    except Exception as error:
        raise failure_of(error) from error


_STATUS_REASONS = {400: "refused", 401: "key", 403: "key", 404: "model", 429: "limit"}


def failure_of(error: BaseException) -> ModelFailed:
    """What went wrong, from whichever layer said it first."""
    causes: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in causes:
        causes.append(at)
        at = at.__cause__ or at.__context__
    for cause in causes:
        if isinstance(cause, CallRefused):
            return ModelFailed("address", may_have_cost=False)
        if isinstance(cause, CallFailed):
            return ModelFailed("unreachable", may_have_cost=cause.reason == "too_large")
    names = {type(cause).__name__ for cause in causes}
    if names & {"ReadTimeout", "WriteTimeout", "APITimeoutError", "ModelTimeoutError"}:
        return ModelFailed("timeout", may_have_cost=True)
    status = next((found for cause in causes if (found := _status(cause))), 0)
    if status:
        reason = _STATUS_REASONS.get(status, "server" if status >= 500 else "refused")
        return ModelFailed(reason, may_have_cost=status >= 500)
    if names & {"ConnectError", "ConnectTimeout"}:
        return ModelFailed("unreachable", may_have_cost=False)
    return ModelFailed("server", may_have_cost=True)


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", 0)
    return status if isinstance(status, int) else 0
