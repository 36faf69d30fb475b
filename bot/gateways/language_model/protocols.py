"""The two protocols, by pydantic-ai; slow to import, so only `access` does it, when asked."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from anthropic import AsyncAnthropic
from openai import AsyncOpenAI
from pydantic_ai.direct import model_request
from pydantic_ai.embeddings import EmbeddingModel
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    SystemPromptPart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition

from bot.assistant import FromCustomer, FromHouse, Question, Reply, ToolCall

# A model's answer may be anything; more than this is of no use to us.
LONGEST_TEXT, LONGEST_ARGUMENT, LONGEST_NAME, MOST_ARGUMENTS = 4000, 1000, 100, 10
MOST_TOKENS = 10_000_000
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def openai_model(base_url: str, name: str, key: str, client: Any) -> Model:
    """A model at a server that speaks Chat Completions; asked once, never again by itself."""
    sdk = AsyncOpenAI(base_url=base_url, api_key=key, http_client=client, max_retries=0)
    # Others than OpenAI mostly know the older name of the limit alone.
    is_own = (urlsplit(base_url).hostname or "").endswith("openai.com")
    profile = OpenAIModelProfile(openai_chat_supports_max_completion_tokens=is_own)
    return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=sdk), profile=profile)


def anthropic_model(base_url: str, name: str, key: str, client: Any) -> Model:
    """A model at a server that speaks Messages; asked once."""
    sdk = AsyncAnthropic(base_url=base_url, api_key=key, http_client=client, max_retries=0)
    return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=sdk))


def embedding_model(base_url: str, name: str, key: str, client: Any) -> EmbeddingModel:
    """A model at a server that speaks OpenAI's Embeddings; asked once."""
    sdk = AsyncOpenAI(base_url=base_url, api_key=key, http_client=client, max_retries=0)
    return OpenAIEmbeddingModel(name, provider=OpenAIProvider(openai_client=sdk))


async def embed(
    model: EmbeddingModel, texts: Sequence[str]
) -> tuple[Sequence[Sequence[float]], int]:
    """The vectors as they came, and how many tokens that took; errors go through."""
    result = await model.embed(list(texts), input_type="document")
    return result.embeddings, result.usage.input_tokens


async def request(model: Model, question: Question) -> Reply:
    """One question, one reply; errors of the libraries go through."""
    tools = [
        ToolDefinition(
            name=tool.name,
            description=tool.description,
            parameters_json_schema=dict(tool.parameters),
            strict=False,
        )
        for tool in question.tools
    ]
    response = await model_request(
        model,
        list(_messages(question)),
        model_settings=ModelSettings(max_tokens=question.max_tokens),
        model_request_parameters=ModelRequestParameters(function_tools=tools),
        instrument=False,
    )
    return _reply(response)


def _messages(question: Question) -> Iterator[ModelMessage]:
    yield ModelRequest(parts=[SystemPromptPart(content=question.instructions)])
    for entry in question.entries:
        if isinstance(entry, FromCustomer):
            yield ModelRequest(parts=[UserPromptPart(content=entry.text)])
        elif isinstance(entry, FromHouse):
            yield ModelResponse(parts=[TextPart(content=entry.text)])
        elif isinstance(entry, Reply):
            yield _spoken(entry)
        else:
            pairs = zip(entry.calls, entry.results, strict=True)
            parts = [
                ToolReturnPart(tool_name=call.name, content=result, tool_call_id=call.id)
                for call, result in pairs
            ]
            yield ModelRequest(parts=parts)


def _spoken(reply: Reply) -> ModelResponse:
    calls = [
        ToolCallPart(tool_name=call.name, args=dict(call.arguments), tool_call_id=call.id)
        for call in reply.calls
    ]
    text = [TextPart(content=reply.text)] if reply.text else []
    return ModelResponse(parts=[*text, *calls])


def _reply(response: ModelResponse) -> Reply:
    texts = [part.content for part in response.parts if isinstance(part, TextPart)]
    calls = tuple(
        ToolCall(
            part.tool_call_id[:LONGEST_NAME], _clean(part.tool_name)[:LONGEST_NAME], _read(part)
        )
        for part in response.parts
        if isinstance(part, ToolCallPart)
    )
    usage = response.usage
    return Reply(
        _clean("\n".join(texts))[:LONGEST_TEXT].strip(),
        calls,
        *(min(max(count, 0), MOST_TOKENS) for count in (usage.input_tokens, usage.output_tokens)),
    )


def _read(part: ToolCallPart) -> dict[str, Any]:
    """What the tool is called with: texts, as all our tools take; nothing where the model wrote
    no JSON object."""
    try:
        given = part.args_as_dict()
    except (ValueError, AssertionError, RecursionError):
        return {}
    texts = [(name, value) for name, value in given.items() if isinstance(value, str)]
    return {
        _clean(name)[:LONGEST_NAME]: _clean(value)[:LONGEST_ARGUMENT]
        for name, value in texts[:MOST_ARGUMENTS]
    }


def _clean(text: str) -> str:
    """Without what no database keeps or what turns a line of text around: control characters,
    halves of a pair, overrides of direction."""
    return _UNWANTED.sub("", text)
