"""Writes a flow as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from accounts.selectors.organizations import organizations_with_slug
from bot.models import FlowDefinition


class Command(BaseCommand):
    """The draft, or what customers meet with --published; `import_flow` reads it."""

    help = "Write a flow of an organization as JSON to the standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="FLOW")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--published", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = organizations_with_slug(options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']!r}.")
        with scope(organization=organization):
            flow = (
                FlowDefinition.objects.select_related("published")
                .filter(slug=options["slug"])
                .first()
            )
        if flow is None:
            raise CommandError(f"There is no flow {options['slug']!r}.")
        if options["published"] and flow.published is None:
            raise CommandError(f"{flow.slug} has not been published.")
        graph = flow.published.graph if options["published"] else flow.draft
        whole = {**graph, "name": flow.name, "slug": flow.slug}
        self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2))
