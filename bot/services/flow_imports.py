"""Flows from files: what was understood is told before anything is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flow_words import problem_text
from bot.flows.graph import Graph, read_graph
from bot.flows.graph.model import FORMAT
from bot.services.flows import is_storable
from bot.typebot import is_typebot, read_typebot
from bot.typebot_words import remark_text

LARGEST_FILE = 2 * 1024 * 1024  # an export of Typebot holds more than its flow
ZAPENDA, TYPEBOT = "zapenda", "typebot"


class FlowUnreadable(Exception):
    """`reason`: "large" (more than LARGEST_FILE), "json" (no JSON), "unknown" (no flow of
    the format), "many" (what came of it is larger than a draft may be, or can't be kept)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the report; `where` is a step or group, `what` the type of block."""

    text: str
    where: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """`graph` is the JSON of a draft. `parts` were in the file, `understood` of them are in
    the flow; `turned` and `lost` say what became of the others."""

    format: str
    name: str
    slug: str
    graph: dict[str, Any]
    parts: int
    understood: int
    turned: list[Told]
    lost: list[Told]


def read_flow_file(content: bytes, *, wanted: str = "", locale: str = "pt-BR") -> Imported:
    """Reads our own JSON or an export of Typebot; keeps nothing. `wanted` is one of the two
    formats, empty for whichever it is. Raises FlowUnreadable."""
    if len(content) > LARGEST_FILE:
        raise FlowUnreadable("large")
    data = _json(content)
    if is_typebot(data) and wanted in ("", TYPEBOT):
        found = _typebot(data, locale)
    elif data.get("format") == FORMAT and wanted in ("", ZAPENDA):
        found = _own(data)
    else:
        raise FlowUnreadable("unknown")
    if not is_storable(found.graph):
        raise FlowUnreadable("many")
    return found


def _json(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FlowUnreadable("json") from error
    if not isinstance(data, dict):
        raise FlowUnreadable("unknown")
    return data


def _typebot(data: Mapping[str, Any], locale: str) -> Imported:
    read = read_typebot(data, locale)
    turned = [
        Told(remark_text(one), one.group, one.block) for one in read.remarks if not one.is_lost
    ]
    lost = [Told(remark_text(one), one.group, one.block) for one in read.remarks if one.is_lost]
    return Imported(TYPEBOT, read.name, "", read.graph, read.blocks, read.understood, turned, lost)


def _own(data: dict[str, Any]) -> Imported:
    name, slug = str(data.pop("name", "") or ""), str(data.pop("slug", "") or "")
    read, problems = read_graph(data)
    given = data.get("nodes")
    count = len(given) if isinstance(given, list) else 0
    lost = [
        Told(problem_text(one), _titled(read, one.node_id), one.field)
        for one in problems
        if one.severity == "ERROR"
    ]
    nodes = len(read.nodes)
    return Imported(ZAPENDA, name[:80], slug[:80], data, count, nodes, [], lost)


def _titled(graph: Graph, node_id: str) -> str:
    node = graph.nodes.get(node_id)
    return (node.title if node else "") or node_id
