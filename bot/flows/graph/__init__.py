"""Flows as graphs: what they are made of, reading them, checking them. Pure."""

from bot.flows.graph.checks import check_graph
from bot.flows.graph.kinds import KINDS, NodeKind, Port
from bot.flows.graph.model import Graph, Node, Trigger, Variable, read_graph
from bot.flows.graph.problems import Problem, Severity

__all__ = [
    "KINDS",
    "Graph",
    "Node",
    "NodeKind",
    "Port",
    "Problem",
    "Severity",
    "Trigger",
    "Variable",
    "check_graph",
    "read_graph",
]
