"""The files of flows on the screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from bot.models import FlowFile
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]

PDF = b"%PDF-1.7 prices"


def page(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/settings/flow-files/{rest}"


def upload(body: bytes = PDF, mime_type: str = "application/pdf") -> dict[str, object]:
    return {"file": SimpleUploadedFile("preços.pdf", body, content_type=mime_type)}


def make(inbox: Inbox, name: str = "mapa.pdf") -> FlowFile:
    return FlowFile.objects.create(
        organization=inbox.organization,
        name=name,
        mime_type="application/pdf",
        size=len(PDF),
        body=PDF,
    )


def test_a_file_is_kept_and_removed(inbox: Inbox) -> None:
    client = inbox.client(Role.OWNER)
    assert client.post(page(inbox, "new/"), upload(), headers=PARTIAL).status_code == 204
    file = FlowFile.objects.get()
    assert (file.name, bytes(file.body)) == ("preços.pdf", PDF)
    assert "preços.pdf" in client.get(page(inbox)).content.decode()
    client.post(page(inbox, f"{file.pk}/removal/"), headers=PARTIAL)
    assert not FlowFile.objects.exists()


@pytest.mark.parametrize(
    "given", [{}, upload(b"no pdf"), upload(b"", "application/pdf"), upload(b"MZ", "text/exe")]
)
def test_what_whatsapp_refuses_says_why(inbox: Inbox, given: dict[str, object]) -> None:
    answer = inbox.client(Role.OWNER).post(page(inbox, "new/"), given, headers=PARTIAL)
    assert answer.status_code == 422
    assert not FlowFile.objects.exists()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_others_may_not(inbox: Inbox, role: Role) -> None:
    client, file = inbox.client(role), make(inbox)
    assert client.get(page(inbox)).status_code == 403
    assert client.post(page(inbox, "new/"), upload()).status_code == 403
    assert client.post(page(inbox, f"{file.pk}/removal/")).status_code == 403
    assert FlowFile.objects.count() == 1


def test_the_list_asks_as_much_for_30_as_for_1(inbox: Inbox) -> None:
    client = inbox.client(Role.OWNER)
    make(inbox)
    client.get(page(inbox))
    with CaptureQueriesContext(connection) as one:
        client.get(page(inbox), headers=PARTIAL)
    for number in range(30):
        make(inbox, f"{number}.pdf")
    with CaptureQueriesContext(connection) as many:
        client.get(page(inbox), headers=PARTIAL)
    assert len(many) == len(one)
