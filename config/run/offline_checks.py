"""Django's own checks that need no data: system checks, and models without a migration."""

import os
import sys

import django
from django.core.management import CommandError, call_command
from django.db import connections


def main() -> int:
    """An exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # makemigrations would ask the database which migrations it has; there is none here.
    connections["default"].settings_dict["ENGINE"] = "django.db.backends.dummy"
    try:
        call_command("check", fail_level="WARNING")
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except (CommandError, SystemExit) as problem:
        print(f"Not in order: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
