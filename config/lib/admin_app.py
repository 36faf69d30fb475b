"""Django admin with a site of our own (named in INSTALLED_APPS)."""

from django.contrib.admin.apps import AdminConfig


class ZapendaAdminConfig(AdminConfig):
    default_site = "config.lib.admin.ZapendaAdminSite"
