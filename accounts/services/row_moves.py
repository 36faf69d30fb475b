"""Handing everything that refers to one row over to another row of the same model.

References are found in the models, so that one added tomorrow is moved as well. Where a
constraint lets the new owner have only one of a kind, both may have one: then the model's
own app says with `on_collision` what becomes of the second.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, UniqueConstraint

Settle = Callable[[Model, Model], None]

_SETTLERS: dict[tuple[str, str], Settle] = {}


class UnsettledCollision(Exception):
    """Both rows own something of which there may be one, and no app said what to do."""


def on_collision(model: str, field: str, settle: Settle) -> None:
    """Before rows of `model` ("app.Model") move along `field`, call `settle(old, new)`.

    It must leave nothing of `old` that `new` could not take; both rows are locked.
    """
    _SETTLERS[model.lower(), field] = settle


def references_to(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Every foreign key (one-to-one too) of the project that leads to `model`."""
    return [
        field
        for one in apps.get_models(include_auto_created=True)
        for field in one._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is model
    ]


def may_collide(field: ForeignKey[Any, Any]) -> bool:
    """Whether a constraint limits how many rows may share a value of `field`."""
    options = field.model._meta
    lists = [set(fields) for fields in options.unique_together]
    expressions = False
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint):
            lists.append(set(constraint.fields))
            expressions |= any(
                getattr(part, "name", "") == field.name
                for expression in constraint.expressions
                for part in expression.flatten()  # type: ignore[union-attr]
            )
    return field.unique or expressions or any(field.name in fields for fields in lists)


def is_settled(field: ForeignKey[Any, Any]) -> bool:
    """Whether some app said what to do about collisions along `field`."""
    return (field.model._meta.label_lower, field.name) in _SETTLERS


def move_references(old: Model, new: Model) -> None:
    """Make `new` the owner of all that `old` owns. In the caller's transaction, rows locked.

    Raises UnsettledCollision.
    """
    for field in references_to(type(old)):
        settle = _SETTLERS.get((field.model._meta.label_lower, field.name))
        if settle is not None:
            settle(old, new)
        rows = field.model._base_manager.filter(**{field.name: old})
        try:
            with transaction.atomic():
                rows.update(**{field.name: new})
        except IntegrityError as error:
            raise UnsettledCollision(str(field)) from error


def drop_doubles(model: str, field: str, same: str) -> None:
    """Of two rows of `model` with one value of `same`, the new owner's stays."""

    def settle(old: Model, new: Model) -> None:
        rows = apps.get_model(model)._base_manager
        had = rows.filter(**{field: new}).values(same)
        rows.filter(**{field: old, f"{same}__in": had}).delete()

    on_collision(model, field, settle)
