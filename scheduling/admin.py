"""Team, hours and agenda in the back office."""

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin, RowPermissionAdmin, TenantAdmin
from scheduling.models import (
    Appointment,
    AppointmentAddOn,
    AppointmentSeries,
    BookingPolicy,
    Conflict,
    ConflictSet,
    Holiday,
    Reminder,
    ReminderRule,
    Resource,
    ResourceType,
    ResourceUse,
    ServiceResource,
    Shift,
    ShiftBreak,
    ShiftException,
    Staff,
    StaffPermission,
    StaffService,
    TimeOff,
    Vacancy,
    Visit,
    VisitSeries,
    WaitlistEntry,
)

admin.site.register(StaffPermission, RowPermissionAdmin)


@admin.register(Staff)
class StaffAdmin(TenantAdmin):
    list_display = ("name", "organization", "user", "is_active", "is_bookable_online")
    list_filter = ("is_active", "is_bookable_online", "organization")
    list_select_related = ("organization", "user")
    search_fields = ("name", "user__email", "organization__name")
    autocomplete_fields = ("user",)
    readonly_fields = ("created_at",)


@admin.register(StaffService)
class StaffServiceAdmin(TenantAdmin):
    list_display = ("staff", "service", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "staff", "service")
    search_fields = ("staff__name", "service__name")


@admin.register(Shift)
class ShiftAdmin(TenantAdmin):
    list_display = (
        "staff",
        "organization",
        "weekday",
        "starts_at",
        "ends_at",
        "valid_from",
        "valid_until",
    )
    list_filter = ("weekday", "organization")
    list_select_related = ("organization", "staff")
    search_fields = ("staff__name",)


@admin.register(ShiftBreak)
class ShiftBreakAdmin(TenantAdmin):
    list_display = ("shift", "staff", "organization", "starts_at", "ends_at")
    list_filter = ("organization",)
    list_select_related = ("organization", "shift__staff")
    search_fields = ("shift__staff__name",)
    readonly_fields = ("shift",)

    @admin.display(ordering="shift__staff__name", description=Staff._meta.verbose_name)
    def staff(self, row: ShiftBreak) -> str:
        return row.shift.staff.name


@admin.register(ShiftException)
class ShiftExceptionAdmin(TenantAdmin):
    list_display = ("on", "staff", "organization", "starts_at", "ends_at", "reason")
    list_filter = ("organization",)
    list_select_related = ("organization", "staff")
    search_fields = ("staff__name", "reason")
    date_hierarchy = "on"


@admin.register(TimeOff)
class TimeOffAdmin(TenantAdmin):
    list_display = ("staff", "organization", "starts_at", "ends_at", "reason")
    list_filter = ("organization",)
    list_select_related = ("organization", "staff")
    search_fields = ("staff__name", "reason")
    date_hierarchy = "starts_at"


@admin.register(Holiday)
class HolidayAdmin(TenantAdmin):
    list_display = ("on", "name", "is_open", "organization")
    list_filter = ("is_open", "organization")
    search_fields = ("name", "organization__name")
    date_hierarchy = "on"


@admin.register(BookingPolicy)
class BookingPolicyAdmin(TenantAdmin):
    list_display = (
        "organization",
        "lead_minutes",
        "horizon_days",
        "slot_step_minutes",
        "cancel_cutoff_minutes",
        "needs_approval",
    )
    list_filter = ("needs_approval", "closes_on_holidays")
    search_fields = ("organization__name", "organization__slug")


@admin.register(ReminderRule)
class ReminderRuleAdmin(TenantAdmin):
    list_display = ("organization", "minutes_before", "is_active")
    list_filter = ("is_active", "organization")
    search_fields = ("organization__name", "organization__slug")


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    """Read only: the agenda keeps the rules, the reminders and the audit trail."""

    list_display = (
        "starts_at",
        "ends_at",
        "status",
        "customer",
        "staff",
        "service",
        "source",
        "organization",
    )
    list_filter = ("status", "source", "cancelled_by", "organization")
    list_select_related = ("organization", "customer", "staff", "service")
    search_fields = ("customer__name", "customer__phone", "staff__name", "service__name")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-id")


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "customer", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "customer")
    search_fields = ("customer__name", "customer__phone")
    date_hierarchy = "created_at"


@admin.register(AppointmentSeries)
class AppointmentSeriesAdmin(ReadOnlyAdmin):
    list_display = ("starts_at", "every_weeks", "times", "customer", "staff", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "customer", "staff")
    search_fields = ("customer__name", "customer__phone", "staff__name", "service__name")
    date_hierarchy = "starts_at"


@admin.register(VisitSeries)
class VisitSeriesAdmin(ReadOnlyAdmin):
    list_display = ("starts_at", "every_weeks", "times", "customer", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "customer")
    search_fields = ("customer__name", "customer__phone")
    date_hierarchy = "starts_at"


@admin.register(WaitlistEntry)
class WaitlistEntryAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "status",
        "customer",
        "service",
        "staff",
        "first_on",
        "last_on",
        "organization",
    )
    list_filter = ("status", "organization")
    list_select_related = ("organization", "customer", "service", "staff")
    search_fields = ("customer__name", "customer__phone", "service__name", "notes")
    date_hierarchy = "created_at"


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = (
        "due_at",
        "status",
        "minutes_before",
        "customer",
        "starts_at",
        "detail",
        "organization",
    )
    list_filter = ("status", "minutes_before", "organization")
    list_select_related = ("organization", "appointment__customer")
    search_fields = ("appointment__customer__name", "appointment__customer__phone", "detail")
    date_hierarchy = "due_at"
    ordering = ("-due_at", "-id")

    @admin.display(
        ordering="appointment__customer__name",
        description=Appointment._meta.get_field("customer").related_model._meta.verbose_name,
    )
    def customer(self, row: Reminder) -> str:
        return row.appointment.customer.display_name


@admin.register(ConflictSet)
class ConflictSetAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "staff", "reason", "closed_at", "organization")
    list_filter = ("kind", "organization")
    list_select_related = ("organization", "staff")
    search_fields = ("reason", "staff__name")
    ordering = ("-created_at", "-id")


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ("starts_at", "conflict_set", "appointment", "staff", "kept_at", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "conflict_set", "appointment", "staff")
    search_fields = ("staff__name", "appointment__customer__name")
    ordering = ("-starts_at", "-id")


@admin.register(Vacancy)
class VacancyAdmin(ReadOnlyAdmin):
    list_display = ("starts_at", "ends_at", "staff", "organization", "settled_at")
    list_filter = ("organization",)
    list_select_related = ("organization", "staff")
    search_fields = ("staff__name", "organization__name")


@admin.register(ResourceType)
class ResourceTypeAdmin(TenantAdmin):
    list_display = ("name", "organization", "is_active")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization",)
    search_fields = ("name", "organization__name")


@admin.register(Resource)
class ResourceAdmin(TenantAdmin):
    list_display = ("name", "resource_type", "organization", "is_active")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization", "resource_type")
    search_fields = ("name", "resource_type__name")


@admin.register(ServiceResource)
class ServiceResourceAdmin(TenantAdmin):
    list_display = ("service", "resource_type", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "service", "resource_type")
    search_fields = ("service__name", "resource_type__name")


@admin.register(ResourceUse)
class ResourceUseAdmin(ReadOnlyAdmin):
    list_display = ("resource", "appointment", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "resource", "appointment")
    search_fields = ("resource__name", "appointment__customer__name")


@admin.register(AppointmentAddOn)
class AppointmentAddOnAdmin(ReadOnlyAdmin):
    list_display = ("add_on", "appointment", "price", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "add_on", "appointment")
    search_fields = ("add_on__name", "appointment__customer__name")
