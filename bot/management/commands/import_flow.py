"""Brings a flow from a file into an organization."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope

from accounts.selectors.organizations import organizations_with_slug
from bot.flow_words import problem_text
from bot.models import FlowDefinition
from bot.services.flows import (
    LARGEST_BYTES,
    FlowRefused,
    create_flow,
    problems_of,
    publish_flow,
    save_draft,
)


class Command(BaseCommand):
    """Run again with the same slug, it changes the draft of that flow."""

    help = "Import a flow (JSON). What is not understood is reported; --publish puts it to work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=["zapenda"], default="zapenda")
        parser.add_argument("--slug", default="", help="of the flow; its name's without")
        parser.add_argument("--name", default="", help="of the flow; the file's without")
        parser.add_argument("--publish", action="store_true", help="if nothing is wrong with it")

    def handle(self, *args: Any, **options: Any) -> None:
        graph = _read(options["file"])
        organization = organizations_with_slug(options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']!r}.")
        with scope(organization=organization):
            flow = self._keep(organization, graph, options)
            self._report(graph)
            if options["publish"]:
                self._publish(flow)

    def _keep(self, organization: Any, graph: Any, options: dict[str, Any]) -> FlowDefinition:
        name = options["name"] or str(graph.pop("name", "") or options["file"].stem)[:80]
        slug = options["slug"] or str(graph.pop("slug", ""))[:80]
        known = FlowDefinition.objects.filter(slug=slug).first() if slug else None
        if known is not None:
            return save_draft(flow=known, graph=graph, number=known.draft_number, actor=None)
        return create_flow(organization=organization, name=name, graph=graph, actor=None, slug=slug)

    def _report(self, graph: Any) -> None:
        for problem in problems_of(graph):
            where = " ".join(part for part in (problem.node_id, problem.field) if part)
            self.stdout.write(f"{problem.severity}: {where or '-'}: {problem_text(problem)}")

    def _publish(self, flow: FlowDefinition) -> None:
        try:
            version = publish_flow(flow=flow, now=timezone.now(), actor=None)
        except FlowRefused as error:
            raise CommandError(f"Kept as a draft ({flow.slug}), not published.") from error
        self.stdout.write(f"{flow.slug}: version {version.number} is published.")


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CommandError(f"{path} is larger than {LARGEST_BYTES // 1024} KB.")
        graph = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if not isinstance(graph, dict):
        raise CommandError(f"{path} is not a flow.")
    return graph
