"""Writing templates in the settings: the form, its bubble, refusals in place, roles, tenants."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import Channel, MessageTemplate
from bot.simulator.graph_media import sample_photo
from bot.tests.factories import make_channel
from bot.tests.services.conftest import graph, line
from bot.tests.templates import make_template
from bot.tests.views.test_channels import PARTIAL, Login, login
from tests.phones import Phones

__all__ = ["graph", "line", "login"]

FIELDS = {
    "name": "volte_logo",
    "language": "pt_BR",
    "category": "UTILITY",
    "header_kind": "",
    "body": "Oi, {{1}}! Sentimos sua falta. Até já",
    "footer": "Studio Bela",
    "kind-0": "URL",
    "title-0": "Marcar",
    "value-0": "https://bela.test/{{1}}",
    "sample-body-1": "Marina",
    "sample-button-0": "agenda",
}


def at(channel: Channel, rest: str = "") -> str:
    return f"/o/{channel.organization.slug}/settings/templates/{channel.pk}/{rest}"


def post(client: Client, url: str, act: str = "submit", **changes: Any) -> Any:
    return client.post(url, FIELDS | {"act": act} | changes)


def words(answer: Any) -> str:
    return str(answer.content.decode())


def remote(graph: Phones) -> list[dict[str, Any]]:
    return list(graph._get("/control/templates")["templates"])


def test_new_one_is_submitted_and_listed(line: Channel, graph: Phones, login: Login) -> None:
    graph.switch(template_review_delay=60.0)
    owner = login()
    assert "Novo modelo" in words(owner.get(at(line, "new/")))
    answer = post(owner, at(line, "new/"))
    assert (answer.status_code, answer["Location"]) == (302, at(line))
    (theirs,) = remote(graph)
    assert [part["type"] for part in theirs["components"]] == ["BODY", "FOOTER", "BUTTONS"]
    page = words(owner.get(at(line)))
    assert "Em análise" in page
    assert "Enviado para a Meta analisar: volte_logo." in page
    made = MessageTemplate.objects.get()
    assert "A Meta está analisando" in words(owner.get(at(line, f"{made.pk}/")))


def test_draft_is_kept_with_its_faults_and_shown_again(
    line: Channel, graph: Phones, login: Login
) -> None:
    owner = login()
    assert post(owner, at(line, "new/"), "draft", body="Oi, {{1}}").status_code == 302
    made = MessageTemplate.objects.get()
    assert (made.status, remote(graph)) == ("DRAFT", [])
    page = words(owner.get(at(line, f"{made.pk}/")))
    assert "Oi, {{1}}</textarea>" in page
    assert "A mensagem não pode terminar com um campo." in page
    refused = post(owner, at(line, f"{made.pk}/"), body="Oi, {{1}}")
    assert refused.status_code == 422
    assert "errors" not in refused.context or refused.context["form"].errors["body"]
    assert post(owner, at(line, f"{made.pk}/")).status_code == 302
    assert len(remote(graph)) == 1


def test_refusal_of_the_provider_is_said_in_place(
    line: Channel, graph: Phones, login: Login
) -> None:
    graph.switch(token_expired=True)
    refused = post(login(), at(line, "new/"))
    assert refused.status_code == 422
    assert "A Meta recusou: Error validating access token" in words(refused)
    assert "Sentimos sua falta" in words(refused)
    made = MessageTemplate.objects.get()
    assert at(line, f"{made.pk}/") in words(refused)


def test_same_name_and_language_is_refused(line: Channel, login: Login) -> None:
    make_template(line, "volte_logo")
    refused = post(login(), at(line, "new/"))
    assert refused.status_code == 422
    assert "já tem um modelo com este nome neste idioma" in words(refused)


def test_preview_and_samples_follow_the_text(line: Channel, login: Login) -> None:
    owner = login()
    seen = owner.post(at(line, "preview/"), FIELDS, headers=PARTIAL)
    assert "Oi, Marina! Sentimos sua falta. Até já" in words(seen)
    assert "data-problems" not in words(seen)
    bad = owner.post(at(line, "preview/"), FIELDS | {"body": "{{1}} oi"}, headers=PARTIAL)
    assert "A mensagem não pode começar com um campo." in words(bad)
    samples = owner.post(
        at(line, "samples/"), FIELDS | {"body": "Oi, {{1}} e {{2}} aqui"}, headers=PARTIAL
    )
    assert 'name="sample-body-2"' in words(samples)
    assert 'value="Marina"' in words(samples)
    assert "<form" not in words(samples)


def test_photo_is_uploaded_with_it(line: Channel, graph: Phones, login: Login) -> None:
    owner = login()
    missing = post(owner, at(line, "new/"), header_kind="IMAGE")
    assert "Escolha um arquivo de exemplo" in words(missing)
    text = SimpleUploadedFile("a.txt", b"oi", "text/plain")
    wrong = post(owner, at(line, "new/"), header_kind="IMAGE", header_file=text)
    assert "não aceita este tipo de arquivo" in words(wrong)
    photo = SimpleUploadedFile("foto.png", sample_photo(), "image/png")
    assert post(owner, at(line, "new/"), header_kind="IMAGE", header_file=photo).status_code == 302
    (theirs,) = remote(graph)
    handle = theirs["components"][0]["example"]["header_handle"]
    assert handle == [MessageTemplate.objects.get().header_handle]


def test_another_language_begins_with_the_same_words(line: Channel, login: Login) -> None:
    source = make_template(line)
    page = words(login().get(at(line, f"new/?from={source.pk}")))
    assert 'value="volte_logo"' in page
    assert "Sentimos sua falta" in page


def test_rejected_one_says_what_to_do_and_is_mended(
    line: Channel, graph: Phones, login: Login
) -> None:
    owner = login()
    post(owner, at(line, "new/"))
    made = MessageTemplate.objects.get()
    graph._client.patch(
        f"/control/templates/{made.external_id}",
        json={"status": "REJECTED", "reason": "PROMOTIONAL"},
    ).raise_for_status()
    owner.post(at(line, "refresh/"))
    page = words(owner.get(at(line), {"status": "REJECTED"}))
    assert "O texto é de promoção." in page
    assert "Tire ofertas e convites do texto, ou envie como Promoção." in page
    answer = post(owner, at(line, f"{made.pk}/"), category="MARKETING", name="mudado")
    assert answer.status_code == 302
    theirs = next(one for one in remote(graph) if one["id"] == made.external_id)
    assert (theirs["name"], theirs["category"]) == ("volte_logo", "MARKETING")


def test_removal_and_seen(line: Channel, graph: Phones, login: Login) -> None:
    owner = login()
    post(owner, at(line, "new/"))
    made = MessageTemplate.objects.get()
    MessageTemplate.objects.update(recategorised_at=timezone.now())
    home = words(owner.get(f"/o/{line.organization.slug}/"))
    assert "Modelo que a Meta transformou em promoção" in home
    door = owner.get(f"/o/{line.organization.slug}/settings/templates/")
    assert door["Location"] == at(line)
    assert "Entendi" in words(owner.get(at(line)))
    assert owner.post(at(line, f"{made.pk}/seen/"), headers=PARTIAL).status_code == 204
    assert "Entendi" not in words(owner.get(at(line)))
    gone = owner.post(at(line, f"{made.pk}/removal/"), headers=PARTIAL)
    assert "templates:changed" in json.loads(gone["HX-Trigger"])
    assert remote(graph) == []
    assert owner.get(at(line, f"{made.pk}/")).status_code == 404


def test_disabled_and_foreign_kinds_are_only_read(line: Channel, login: Login) -> None:
    owner = login()
    stopped = make_template(line, "parado", status="DISABLED")
    assert "não pode ser mudado daqui" in words(owner.get(at(line, f"{stopped.pk}/")))
    refused = owner.post(at(line, f"{stopped.pk}/removal/"), headers=PARTIAL)
    assert refused.status_code == 409
    place = make_template(
        line, "mapa", {"type": "HEADER", "format": "LOCATION"}, {"type": "BODY", "text": "Oi"}
    )
    assert "não pode ser mudado daqui" in words(owner.get(at(line, f"{place.pk}/")))
    code = make_template(line, "codigo", category="AUTHENTICATION")
    assert post(owner, at(line, f"{code.pk}/")).status_code == 302
    code.refresh_from_db()
    assert code.status == "APPROVED"


def test_filters_narrow_the_list(line: Channel, login: Login) -> None:
    make_template(line, "aviso", quality="GREEN")
    make_template(line, "promo", category="MARKETING", language="en", status="PAUSED")
    owner = login()
    for query in (
        {"status": "PAUSED"},
        {"category": "MARKETING"},
        {"language": "en"},
    ):
        page = words(owner.get(at(line), query, headers=PARTIAL))
        assert "Promo" in page
        assert "Aviso</a>" not in page
    assert "Aviso</a>" in words(owner.get(at(line), {"quality": "GREEN"}, headers=PARTIAL))
    assert "Nada com esses filtros" in words(
        owner.get(at(line), {"quality": "RED"}, headers=PARTIAL)
    )


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_only_owners_write(line: Channel, login: Login, role: Role) -> None:
    template, client = make_template(line), login(role)
    for rest in ("new/", f"{template.pk}/"):
        assert client.get(at(line, rest)).status_code == 403
    for rest in ("new/", "preview/", "samples/", f"{template.pk}/removal/"):
        assert client.post(at(line, rest)).status_code == 403


def test_ids_of_another_house_or_number_are_unknown(line: Channel, login: Login) -> None:
    owner, other = login(), make_organization(name="Outra")
    with scope(organization=other):
        theirs = make_template(make_channel(other))
    second = make_template(make_channel(line.organization), "segundo")
    for template in (theirs, second):
        assert owner.get(at(line, f"{template.pk}/")).status_code == 404
        assert owner.post(at(line, f"{template.pk}/removal/")).status_code == 404
        assert owner.get(at(line, f"new/?from={template.pk}")).status_code == 404


def test_house_without_a_number_is_led_to_connect_one(
    organization: Organization, login: Login
) -> None:
    page = words(login().get(f"/o/{organization.slug}/settings/templates/"))
    assert "Nenhum número ligado" in page
    assert f"/o/{organization.slug}/settings/channels/new/" in page
