"""Who may do what. The only module that knows django-guardian.

Two questions, in this order:

1. What does the person's role in the organization allow? `ROLE_ACTIONS` answers without a
   query.
2. Is there a row-level exception, such as one agenda shared with one person? Guardian
   answers, from tables with a direct foreign key on the few objects that can be shared.

This module imports no models of ours, so models may build their permission tables on
`RowPermission`.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from guardian.core import ObjectPermissionChecker
from guardian.models import UserObjectPermissionBase
from guardian.shortcuts import assign_perm, get_objects_for_user, remove_perm

from accounts.enums import Role

# Actions on an organization's things. "own" narrows to what belongs to the person.
VIEW_AGENDA = "view_agenda"
CHANGE_AGENDA = "change_agenda"
CHANGE_OWN_AGENDA = "change_own_agenda"
VIEW_INBOX = "view_inbox"
ANSWER_INBOX = "answer_inbox"
VIEW_CATALOG = "view_catalog"
CHANGE_CATALOG = "change_catalog"
VIEW_TEAM = "view_team"
CHANGE_TEAM = "change_team"
VIEW_CUSTOMERS = "view_customers"
CHANGE_CUSTOMERS = "change_customers"
CHANGE_SETTINGS = "change_settings"
VIEW_FIGURES = "view_figures"

ROLE_ACTIONS: dict[str, frozenset[str]] = {
    Role.OWNER: frozenset(
        {
            VIEW_AGENDA,
            CHANGE_AGENDA,
            CHANGE_OWN_AGENDA,
            VIEW_INBOX,
            ANSWER_INBOX,
            VIEW_CATALOG,
            CHANGE_CATALOG,
            VIEW_TEAM,
            CHANGE_TEAM,
            VIEW_CUSTOMERS,
            CHANGE_CUSTOMERS,
            CHANGE_SETTINGS,
            VIEW_FIGURES,
        }
    ),
    Role.STAFF: frozenset(
        {VIEW_AGENDA, CHANGE_OWN_AGENDA, VIEW_CATALOG, VIEW_TEAM, VIEW_CUSTOMERS}
    ),
    Role.AGENT: frozenset(
        {
            VIEW_AGENDA,
            CHANGE_AGENDA,
            CHANGE_OWN_AGENDA,
            VIEW_INBOX,
            ANSWER_INBOX,
            VIEW_CATALOG,
            VIEW_TEAM,
            VIEW_CUSTOMERS,
            CHANGE_CUSTOMERS,
        }
    ),
    Role.VIEWER: frozenset(
        {VIEW_AGENDA, VIEW_INBOX, VIEW_CATALOG, VIEW_TEAM, VIEW_CUSTOMERS, VIEW_FIGURES}
    ),
}


class RowPermission(UserObjectPermissionBase):
    """Base of a permission table with a direct foreign key `content_object`."""

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


def role_allows(role: str, action: str) -> bool:
    """Whether `role` carries `action` for the whole organization."""
    return action in ROLE_ACTIONS.get(role, frozenset())


def grant(user: Any, permission: str, target: Model) -> None:
    """Give one person one permission on one object; twice is the same as once."""
    assign_perm(permission, user, target)


def revoke(user: Any, permission: str, target: Model) -> None:
    """Take it back; no error when it was not there."""
    remove_perm(permission, user, target)


def revoke_all(user: Any, organization: Any) -> None:
    """Take back whatever one person was given on single objects of an organization."""
    tables: list[Any] = [model for model in apps.get_models() if issubclass(model, RowPermission)]
    for table in tables:
        shared = table._meta.get_field("content_object").related_model
        is_house = isinstance(organization, shared)
        where = "content_object" if is_house else "content_object__organization"
        table._default_manager.filter(user=user, **{where: organization}).delete()


def has_row_permission(user: Any, permission: str, target: Model) -> bool:
    """Whether `grant` was given. One query; use `RowChecks` for a list."""
    return bool(ObjectPermissionChecker(user).has_perm(permission, target))


class RowChecks:
    """Row-level answers for a list of objects of one kind, in one round of queries."""

    def __init__(self, user: Any, targets: Iterable[Model]) -> None:
        self._checker = ObjectPermissionChecker(user)
        listed: Any = list(targets)
        if listed:
            self._checker.prefetch_perms(listed)

    def allow(self, permission: str, target: Model) -> bool:
        return bool(self._checker.has_perm(permission, target))


def objects_shared_with(user: Any, permission: str, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `queryset` on which the person holds `permission` by a row."""
    shared: QuerySet[Any] = get_objects_for_user(
        user,
        permission,
        queryset,
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )
    return shared
