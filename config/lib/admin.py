"""The back office of the installation: Django admin for superusers, across all tenants.

Everywhere else a query without an open scope is an error. Here seeing every organization
is the point, so each view runs with scopes disabled and is rendered inside that block.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

View = Callable[..., HttpResponse]

if TYPE_CHECKING:  # generic to the checker alone
    _ModelAdmin = admin.ModelAdmin[Any]
    _ChoiceField = ModelChoiceField[Any]
    _Inline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin, _ChoiceField = admin.ModelAdmin, ModelChoiceField
    _Inline = admin.TabularInline


def _across_tenants(view: View) -> View:
    @wraps(view)
    def inner(*args: Any, **kwargs: Any) -> HttpResponse:
        with scopes_disabled():
            response = view(*args, **kwargs)
            render = getattr(response, "render", None)
            return render() if callable(render) else response

    return inner


class ZapendaAdminSite(admin.AdminSite):
    """For superusers alone: `is_staff` by itself opens nothing."""

    site_header = "Zapenda"
    site_title = "Zapenda"
    index_title = _("Administração")

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """By the one door, with its limits and its second step; 403 for who is already in."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        target = request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index"))
        return redirect_to_login(target)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(_across_tenants(view), cacheable)


class Admin(_ModelAdmin):
    """Base of every admin of ours."""

    show_full_result_count = False  # a second count of the whole table, for a number nobody needs
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._base_manager.get_queryset()
        ordering = self.get_ordering(request)
        return found.order_by(*ordering) if ordering else found


class TenantAdmin(Admin):
    """Rows of one organization: found and mended here, made on the product's screens.

    A reference to another tenant row offers that organization's rows only.
    """

    list_select_related: ClassVar[Any] = ("organization",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        given = tuple(super().get_readonly_fields(request, obj))
        return given if "organization" in given else ("organization", *given)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> _ChoiceField | None:
        related = db_field.related_model
        if isinstance(related, type) and _belongs_to_tenant(related):
            match = request.resolver_match
            row = self.get_object(request, match.kwargs["object_id"]) if match else None
            rows = related._base_manager.all()
            kwargs["queryset"] = (
                rows.filter(organization=row.organization_id) if row else rows.none()
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyAdmin(TenantAdmin):
    """Rows that are only ever added, or that have rules which a form would step over."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyInline(_Inline):
    """Rows of another table on a page, to look at."""

    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._base_manager.select_related("organization")
        return rows

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class RowPermissionAdmin(Admin):
    """One thing shared with one person: to be seen and taken back."""

    list_display = ("content_object", "user", "permission")
    list_select_related = ("content_object", "user", "permission__content_type")
    search_fields = ("user__email", "user__name")
    raw_id_fields = ("content_object", "user", "permission")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _belongs_to_tenant(model: type[Model]) -> bool:
    try:
        model._meta.get_field("organization")
    except FieldDoesNotExist:
        return False
    return True
