"""Addresses of this app."""

from django.urls import path

from analytics.views.audit import audit_export, audit_list
from analytics.views.failures import failure_list
from analytics.views.home import organization_home
from analytics.views.visits import visit_list

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so

urlpatterns = [
    path(O, organization_home, name="organization_home"),
    path(f"{O}figures/visits/", visit_list, name="visit_list"),
    path(f"{O}figures/failures/", failure_list, name="failure_list"),
    path(f"{O}settings/audit/", audit_list, name="audit_list"),
    path(f"{O}settings/audit/export/", audit_export, name="audit_export"),
]
