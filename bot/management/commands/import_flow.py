"""Brings a flow from a file into an organization."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.selectors.organizations import organizations_with_slug
from bot.flow_words import problem_text
from bot.models import FlowDefinition
from bot.services.flow_imports import (
    LARGEST_FILE,
    TYPEBOT,
    ZAPENDA,
    FlowUnreadable,
    Imported,
    read_flow_file,
)
from bot.services.flows import (
    FlowRefused,
    create_flow,
    problems_of,
    publish_flow,
    save_draft,
)

UNREADABLE = {
    "large": f"is larger than {LARGEST_FILE // 1024} KB",
    "json": "is no JSON",
    "unknown": "is not a flow of this format",
    "many": "holds a flow that is too large or can't be kept",
}


class Command(BaseCommand):
    """Run again with the same slug, it changes the draft of that flow."""

    help = "Import a flow (JSON). What is not understood is reported; --publish puts it to work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=[ZAPENDA, TYPEBOT], default=ZAPENDA)
        parser.add_argument("--slug", default="", help="of the flow; its name's without")
        parser.add_argument("--name", default="", help="of the flow; the file's without")
        parser.add_argument("--publish", action="store_true", help="if nothing is wrong with it")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = organizations_with_slug(options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']!r}.")
        read = _read(options["file"], options["format"], organization.locale)
        with scope(organization=organization):
            flow = self._keep(organization, read, options)
            self._report(read)
            if options["publish"]:
                self._publish(flow)

    def _keep(
        self, organization: Organization, read: Imported, options: dict[str, Any]
    ) -> FlowDefinition:
        name = options["name"] or read.name or options["file"].stem[:80]
        slug = options["slug"] or read.slug
        known = FlowDefinition.objects.filter(slug=slug).first() if slug else None
        if known is not None:
            number = known.draft_number
            return save_draft(flow=known, graph=read.graph, number=number, actor=None)
        return create_flow(
            organization=organization, name=name, graph=read.graph, actor=None, slug=slug
        )

    def _report(self, read: Imported) -> None:
        if read.format == TYPEBOT:
            self.stdout.write(f"{read.understood} of {read.parts} blocks were understood.")
            for kind, told in (("TURNED", read.turned), ("LOST", read.lost)):
                for one in told:
                    self.stdout.write(f"{kind}: {one.where or '-'}: {one.what}: {one.text}")
        for problem in problems_of(read.graph):
            where = " ".join(part for part in (problem.node_id, problem.field) if part)
            self.stdout.write(f"{problem.severity}: {where or '-'}: {problem_text(problem)}")

    def _publish(self, flow: FlowDefinition) -> None:
        try:
            version = publish_flow(flow=flow, now=timezone.now(), actor=None)
        except FlowRefused as error:
            raise CommandError(f"Kept as a draft ({flow.slug}), not published.") from error
        self.stdout.write(f"{flow.slug}: version {version.number} is published.")


def _read(path: Path, wanted: str, locale: str) -> Imported:
    try:
        with path.open("rb") as file:
            return read_flow_file(file.read(LARGEST_FILE + 1), wanted=wanted, locale=locale)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    except FlowUnreadable as error:
        raise CommandError(f"{path} {UNREADABLE[error.reason]}.") from error
