"""Addresses of the flows of the bot."""

from django.urls import path

from bot.views.flow_drafts import (
    flow_copy,
    flow_detail,
    flow_draft,
    flow_file,
    flow_pasted,
    flow_step,
)
from bot.views.flow_house import flow_house, flow_house_copy, flow_house_step
from bot.views.flow_imports import flow_import, flow_import_draft
from bot.views.flow_numbers import flow_funnel, flow_numbers
from bot.views.flow_rehearsal import flow_rehearsal
from bot.views.flow_variables import flow_renaming, flow_variables
from bot.views.flow_versions import flow_publication, flow_rollback, flow_versions
from bot.views.flows import (
    flow_archive,
    flow_create,
    flow_list,
    flow_name,
    flow_order,
    flow_pause,
    flow_place,
    flow_resumption,
)

FLOWS = "o/<slug:slug>/flows/"
ONE = f"{FLOWS}<uuid:flow_id>/"

urlpatterns = [
    path(FLOWS, flow_list, name="flow_list"),
    path(f"{FLOWS}new/", flow_create, name="flow_create"),
    path(f"{FLOWS}import/", flow_import, name="flow_import"),
    path(f"{FLOWS}import/draft/", flow_import_draft, name="flow_import_draft"),
    path(f"{FLOWS}house/", flow_house, name="flow_house"),
    path(f"{FLOWS}house/step/", flow_house_step, name="flow_house_step"),
    path(f"{FLOWS}house/copy/", flow_house_copy, name="flow_house_copy"),
    path(f"{FLOWS}order/", flow_order, name="flow_order"),
    path(ONE, flow_detail, name="flow_detail"),
    path(f"{ONE}name/", flow_name, name="flow_name"),
    path(f"{ONE}pause/", flow_pause, name="flow_pause"),
    path(f"{ONE}resumption/", flow_resumption, name="flow_resumption"),
    path(f"{ONE}archive/", flow_archive, name="flow_archive"),
    path(f"{ONE}draft/", flow_draft, name="flow_draft"),
    path(f"{ONE}place/", flow_place, name="flow_place"),
    path(f"{ONE}file/", flow_file, name="flow_file"),
    path(f"{ONE}copy/", flow_copy, name="flow_copy"),
    path(f"{ONE}pasted/", flow_pasted, name="flow_pasted"),
    path(f"{ONE}step/", flow_step, name="flow_step"),
    path(f"{ONE}rehearsal/", flow_rehearsal, name="flow_rehearsal"),
    path(f"{ONE}publication/", flow_publication, name="flow_publication"),
    path(f"{ONE}numbers/", flow_numbers, name="flow_numbers"),
    path(f"{ONE}funnel/", flow_funnel, name="flow_funnel"),
    path(f"{ONE}variables/", flow_variables, name="flow_variables"),
    path(f"{ONE}variables/renaming/", flow_renaming, name="flow_renaming"),
    path(f"{ONE}versions/", flow_versions, name="flow_versions"),
    path(f"{ONE}versions/<uuid:version_id>/rollback/", flow_rollback, name="flow_rollback"),
]
