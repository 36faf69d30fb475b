"""The price list in the back office."""

from django.contrib import admin

from catalog.models import OfferedAddOn, Service, ServiceAddOn, ServiceCategory, ServiceSize
from config.lib.admin import TenantAdmin


@admin.register(ServiceCategory)
class ServiceCategoryAdmin(TenantAdmin):
    list_display = ("name", "organization", "position")
    list_filter = ("organization",)
    search_fields = ("name", "organization__name")


@admin.register(Service)
class ServiceAdmin(TenantAdmin):
    list_display = (
        "name",
        "organization",
        "category",
        "duration_minutes",
        "price",
        "is_active",
        "is_bookable_online",
    )
    list_filter = ("is_active", "is_bookable_online", "organization")
    list_select_related = ("organization", "category")
    search_fields = ("name", "description", "organization__name")
    readonly_fields = ("created_at",)


@admin.register(ServiceAddOn)
class ServiceAddOnAdmin(TenantAdmin):
    list_display = ("name", "organization", "extra_minutes", "extra_price", "is_active")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization",)
    search_fields = ("name", "organization__name")
    readonly_fields = ("created_at",)


@admin.register(OfferedAddOn)
class OfferedAddOnAdmin(TenantAdmin):
    list_display = ("add_on", "service", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "add_on", "service")
    search_fields = ("add_on__name", "service__name")


@admin.register(ServiceSize)
class ServiceSizeAdmin(TenantAdmin):
    list_display = ("service", "size", "minutes", "price", "organization")
    list_filter = ("size", "organization")
    list_select_related = ("organization", "service")
    search_fields = ("service__name",)
