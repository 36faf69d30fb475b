"""People, tenants, customers and the record of what happened in the back office."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import (
    AuditEntry,
    Consent,
    Customer,
    CustomerAttribute,
    CustomerIdentity,
    CustomerImport,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Dependant,
    EventReceipt,
    EventRecord,
    ImportRow,
    Invitation,
    LiveChange,
    Location,
    Membership,
    OnboardingStep,
    Organization,
    OrganizationPermission,
    OutgoingMail,
    Picture,
    SampleData,
    SampleRow,
    Tag,
    User,
    Vaccination,
)
from accounts.services.event_replay import replay_event_receipts
from config.lib.admin import Admin, ReadOnlyAdmin, ReadOnlyInline, RowPermissionAdmin, TenantAdmin

admin.site.register(OrganizationPermission, RowPermissionAdmin)


class UserAddForm(BaseUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name", "locale")

    def clean_email(self) -> str:
        """One spelling per address, or the person could not be found at the login."""
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Já existe uma pessoa com este e-mail."))
        return email


class UserChangeForm(DjangoUserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = readonly_fields = ("organization", "role", "created_at")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, Admin):  # type: ignore[type-arg]
    """Known by e-mail; the password is set on the add form and on a page of its own."""

    form = UserChangeForm
    add_form = UserAddForm
    list_display = ("email", "name", "locale", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "locale")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "created_at")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "locale")}),
        (_("Acesso"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Datas"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "locale", "password1", "password2")}),)
    inlines = (MembershipInline,)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()


@admin.register(Organization)
class OrganizationAdmin(Admin):
    list_display = ("name", "slug", "vertical", "locale", "time_zone", "currency", "created_at")
    list_filter = ("vertical", "locale", "country")
    search_fields = ("name", "slug", "phone")
    readonly_fields = ("created_at",)
    date_hierarchy = "created_at"


@admin.register(Location)
class LocationAdmin(TenantAdmin):
    list_display = ("name", "organization", "address", "phone", "is_active")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization",)
    search_fields = ("name", "address", "organization__name")
    readonly_fields = ("created_at",)


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    list_display = ("id", "organization", "created_at")
    list_filter = ("organization",)
    list_select_related = ("organization",)
    search_fields = ("organization__name",)
    fields = readonly_fields = ("organization", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return super().get_queryset(request).defer("small", "large")


class MembershipAddForm(forms.ModelForm):  # type: ignore[type-arg]
    """`organization` is not editable on the model: a row never changes its tenant."""

    organization = forms.ModelChoiceField(
        Organization.objects.all(), label=Organization._meta.verbose_name
    )

    class Meta:
        model = Membership
        fields = ("user", "role")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        organization, user = cleaned.get("organization"), cleaned.get("user")
        if organization and user:
            taken = Membership._base_manager.filter(organization=organization, user=user)
            if taken.exists():
                raise forms.ValidationError(_("Esta pessoa já faz parte da empresa."))
            self.instance.organization = organization
        return cleaned


@admin.register(Membership)
class MembershipAdmin(TenantAdmin):
    list_display = ("user", "organization", "role", "created_at")
    list_filter = ("role", "organization")
    list_select_related = ("organization", "user")
    search_fields = ("user__email", "user__name", "organization__name")
    autocomplete_fields = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs |= {"form": MembershipAddForm, "fields": ("user", "role")}
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("organization", "user", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("organization", "user") if obj else ()


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("label", "organization", "role", "created_at", "expires_at", "accepted_at")
    list_filter = ("role", "organization")
    search_fields = ("label", "created_by__email", "accepted_by__email")
    exclude = ("secret_hash",)
    ordering = ("-id",)


@admin.register(CustomerImport)
class CustomerImportAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "organization", "status", "row_count", "cursor", "created_at")
    list_filter = ("status", "organization")
    search_fields = ("file_name", "created_by__email")
    exclude = ("content",)
    ordering = ("-id",)


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ("batch", "number", "organization", "outcome", "error", "customer")
    list_filter = ("outcome", "error", "organization")
    search_fields = ("match_key", "customer__name", "batch__file_name")
    list_select_related = ("batch", "organization", "customer")
    raw_id_fields = ("batch", "customer")
    ordering = ("-id",)


class IdentityInline(ReadOnlyInline):
    model = CustomerIdentity
    fields = readonly_fields = ("kind", "value", "match_key", "created_at")


@admin.register(Customer)
class CustomerAdmin(TenantAdmin):
    list_display = ("display_name", "phone", "organization", "locale", "is_blocked", "created_at")
    list_filter = ("is_blocked", "locale", "organization")
    search_fields = ("name", "profile_name", "phone", "identities__value")
    readonly_fields = ("profile_name", "phone", "created_at", "updated_at")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    inlines = (IdentityInline,)


@admin.register(CustomerIdentity)
class CustomerIdentityAdmin(ReadOnlyAdmin):
    list_display = ("customer", "kind", "value", "organization", "created_at")
    list_filter = ("kind", "organization")
    list_select_related = ("organization", "customer")
    search_fields = ("value", "match_key", "customer__name")
    ordering = ("-id",)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ("customer", "purpose", "status", "source", "occurred_at", "organization")
    list_filter = ("purpose", "status", "source", "organization")
    list_select_related = ("organization", "customer")
    search_fields = ("customer__name", "customer__phone", "evidence")
    date_hierarchy = "occurred_at"
    ordering = ("-id",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("occurred_at", "actor_label", "action", "target_type", "organization")
    list_filter = ("action", "target_type", "organization")
    search_fields = ("actor_label", "action", "target_id")
    date_hierarchy = "occurred_at"
    ordering = ("-id",)


@admin.register(EventRecord)
class EventRecordAdmin(ReadOnlyAdmin):
    list_display = ("occurred_at", "name", "organization")
    list_filter = ("name", "organization")
    search_fields = ("name", "payload")
    date_hierarchy = "occurred_at"
    ordering = ("-id",)


@admin.register(EventReceipt)
class EventReceiptAdmin(ReadOnlyAdmin):
    list_display = ("event", "subscriber", "status", "attempts", "due_at", "organization")
    list_filter = ("status", "subscriber", "organization")
    list_select_related = ("organization", "event")
    search_fields = ("event__name", "subscriber", "error")
    ordering = ("-id",)
    actions = ("replay",)

    @admin.action(description=_("Processar de novo"))
    def replay(self, request: HttpRequest, rows: QuerySet[EventReceipt]) -> None:
        count = replay_event_receipts(ids=list(rows.values_list("pk", flat=True)))
        text = ngettext("%d entrega voltou à fila.", "%d entregas voltaram à fila.", count)
        self.message_user(request, text % count, messages.SUCCESS)


@admin.register(LiveChange)
class LiveChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "subject_id", "organization")
    list_filter = ("kind", "organization")
    list_select_related = ("organization",)
    search_fields = ("subject_id",)


@admin.register(Dependant)
class DependantAdmin(TenantAdmin):
    list_display = ("name", "kind", "customer", "species", "organization", "is_active")
    list_filter = ("kind", "is_active", "organization")
    list_select_related = ("organization", "customer")
    search_fields = ("name", "customer__name", "breed")
    readonly_fields = ("customer", "created_at", "updated_at")
    ordering = ("-id",)


@admin.register(Vaccination)
class VaccinationAdmin(ReadOnlyAdmin):
    list_display = ("name", "dependant", "given_on", "valid_until", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "dependant")
    search_fields = ("name", "dependant__name")
    ordering = ("-id",)


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ("name", "colour", "organization", "created_at")
    list_filter = ("organization",)
    search_fields = ("name",)
    ordering = ("-id",)


@admin.register(CustomerTag)
class CustomerTagAdmin(ReadOnlyAdmin):
    list_display = ("tag", "customer", "organization", "created_at")
    list_filter = ("organization",)
    list_select_related = ("organization", "customer", "tag")
    search_fields = ("tag__name", "customer__name")
    ordering = ("-id",)


@admin.register(CustomerAttribute)
class CustomerAttributeAdmin(ReadOnlyAdmin):
    list_display = ("label", "key", "type", "organization", "is_active")
    list_filter = ("type", "is_active", "organization")
    search_fields = ("label", "key")
    ordering = ("-id",)


@admin.register(CustomerNote)
class CustomerNoteAdmin(ReadOnlyAdmin):
    list_display = ("customer", "author", "organization", "is_pinned", "created_at")
    list_filter = ("is_pinned", "organization")
    list_select_related = ("organization", "customer", "author")
    search_fields = ("text", "customer__name")
    ordering = ("-id",)


@admin.register(CustomerMerge)
class CustomerMergeAdmin(ReadOnlyAdmin):
    list_display = ("survivor", "absorbed_id", "merged_by", "organization", "merged_at")
    list_filter = ("organization",)
    list_select_related = ("organization", "survivor", "merged_by")
    search_fields = ("survivor__name", "absorbed_id", "merged_by__email")


@admin.register(SampleData)
class SampleDataAdmin(ReadOnlyAdmin):
    list_display = ("organization", "state", "step", "failures", "created_at", "finished_at")
    list_filter = ("state", "organization")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug")
    ordering = ("-id",)


@admin.register(SampleRow)
class SampleRowAdmin(ReadOnlyAdmin):
    list_display = ("model", "object_id", "organization")
    list_filter = ("model", "organization")
    list_select_related = ("organization",)
    search_fields = ("model", "object_id")
    ordering = ("-id",)


@admin.register(OnboardingStep)
class OnboardingStepAdmin(ReadOnlyAdmin):
    list_display = ("organization", "part", "state", "updated_at")
    list_filter = ("part", "state", "organization")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug")
    ordering = ("-id",)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(Admin):
    """Never the body: while it waits it holds a link that opens an account."""

    list_display = ("created_at", "to", "subject", "status", "attempts", "problem")
    list_filter = ("status",)
    search_fields = ("to", "subject")
    exclude = ("body",)
    raw_id_fields = ("invitation",)
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
