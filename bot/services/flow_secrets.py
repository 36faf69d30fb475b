"""Keys of other systems: given once, replaced, removed, never shown again."""

import re
import secrets

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.models import FlowSecret
from config.lib.constraints import refused_by
from config.lib.ids import new_id
from config.lib.rows import lock_row

MOST_SECRETS = 50
LONGEST_VALUE = 1000
SIGNING = "assinatura"
NAME_ONCE = "flow_secret_once"
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VALUE = re.compile(r"[\x20-\x7e]+")


class SecretNameTaken(Exception):
    """The organization has a secret of this name; it can be replaced."""


class SecretInvalid(Exception):
    """`field` ("name" or "value") can't be used in a header."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class TooManySecrets(Exception):
    """The organization has MOST_SECRETS already."""


@transaction.atomic
def add_secret(*, organization: Organization, name: str, value: str, actor: User) -> FlowSecret:
    """Flows may name it from now on. Raises SecretInvalid, SecretNameTaken, TooManySecrets."""
    if not NAME.fullmatch(name) or name == SIGNING:
        raise SecretInvalid("name")
    _check(value)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if FlowSecret.objects.count() >= MOST_SECRETS:
        raise TooManySecrets(name)
    with refused_by(NAME_ONCE, SecretNameTaken(name)):
        made: FlowSecret = FlowSecret.objects.create(
            organization=organization, name=name, value=value
        )
    _note(made, actor, "flow_secret.added")
    return made


@transaction.atomic
def replace_secret(*, secret: FlowSecret, value: str, actor: User) -> None:
    """Requests made from now on have the new value. Raises SecretInvalid, RowGone."""
    _check(value)
    row = lock_row(secret)
    row.value = value
    row.save(update_fields=["value", "updated_at"])
    _note(row, actor, "flow_secret.replaced")


@transaction.atomic
def remove_secret(*, secret: FlowSecret, actor: User) -> None:
    """What names it fails from now on. Removing it twice is one removal."""
    row = FlowSecret.objects.select_for_update().filter(pk=secret.pk).first()
    if row is None:
        return
    _note(row, actor, "flow_secret.removed")
    row.delete()


def signing_secret(organization: Organization) -> str:
    """The key that this organization's notices are signed with; made when first needed."""
    found = FlowSecret.objects.filter(is_signing=True).first()
    if found is None:
        FlowSecret.objects.bulk_create(
            [_signing(organization, secrets.token_urlsafe(32))], ignore_conflicts=True
        )
        found = FlowSecret.objects.get(is_signing=True)
    return str(found.value)


@transaction.atomic
def renew_signing_secret(*, organization: Organization, actor: User) -> str:
    """A new key for the signatures, to be shown this once; the old one is of no use any more."""
    value = secrets.token_urlsafe(32)
    signing_secret(organization)
    row: FlowSecret = FlowSecret.objects.select_for_update().get(is_signing=True)
    row.value = value
    row.save(update_fields=["value", "updated_at"])
    _note(row, actor, "flow_secret.signing_renewed")
    return value


def _signing(organization: Organization, value: str) -> FlowSecret:
    return FlowSecret(
        id=new_id(), organization=organization, name=SIGNING, value=value, is_signing=True
    )


def _check(value: str) -> None:
    """What a header can hold: printable ASCII on one line (RFC 9110)."""
    if not _VALUE.fullmatch(value) or len(value) > LONGEST_VALUE or not value.strip():
        raise SecretInvalid("value")


def _note(secret: FlowSecret, actor: User, action: str) -> None:
    """The name alone, never the value."""
    record_audit(
        organization=secret.organization,
        actor=actor,
        action=action,
        target=secret,
        details={"name": secret.name},
    )
