"""The form of a template whose header takes a file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from bot.models import Attachment, MessageTemplate
from bot.simulator.graph_media import sample_photo
from bot.tests.services.test_template_files import FILES, with_file
from bot.tests.views.test_inbox import Inbox, inbox
from bot.tests.views.test_template_picker import at, closed, post, words

__all__ = ["closed", "inbox"]


def upload(kind: str = "IMAGE", **fields: Any) -> SimpleUploadedFile:
    file = FILES[kind]
    given = {"name": file.name, "content": file.body, "content_type": file.mime_type} | fields
    return SimpleUploadedFile(**given)


@pytest.fixture
def template(inbox: Inbox) -> MessageTemplate:
    return with_file(inbox.channel)


@pytest.fixture
def client(inbox: Inbox) -> Client:
    return inbox.client()


@pytest.mark.parametrize(
    ("kind", "label", "accept"),
    [
        ("IMAGE", "Foto do topo", "image/jpeg,image/png"),
        ("VIDEO", "Vídeo do topo", "video/mp4,video/3gpp"),
        ("DOCUMENT", "Arquivo do topo", "application/pdf"),
    ],
)
def test_form_asks_for_the_kind_of_file_that_the_header_takes(
    inbox: Inbox, client: Client, kind: str, label: str, accept: str
) -> None:
    page = words(client.get(at(inbox, with_file(inbox.channel, kind))))
    assert label in page
    assert f'accept="{accept}' in page
    assert 'enctype="multipart/form-data"' in page
    assert "data-template-media" in page


def test_file_goes_with_the_message_and_shows_in_the_thread(
    inbox: Inbox, client: Client, template: MessageTemplate
) -> None:
    answer = post(inbox, template, client, file=upload())
    assert answer.status_code == 200
    kept = Attachment.objects.get()
    assert bytes(kept.body) == sample_photo()
    assert kept.message.kind == "TEMPLATE"
    assert f"/files/{kept.message_id}/" in words(answer)
    assert "bubble-picture" in words(answer)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Escolha um arquivo."),
        (upload("DOCUMENT"), "Este modelo leva outro tipo de arquivo."),
        (upload(content=b""), "O arquivo está vazio"),
        (upload(content=b"text"), "não aceita este tipo"),
        (upload(content=FILES["IMAGE"].body + b"0" * 5 * 1024 * 1024), "até 5 MB"),
    ],
    ids=["none", "other kind", "empty", "lying", "large"],
)
def test_wrong_file_is_said_at_the_field(
    inbox: Inbox, client: Client, template: MessageTemplate, file: Any, said: str
) -> None:
    answer = post(inbox, template, client, **({"file": file} if file else {}))
    assert answer.status_code == 422
    assert said in words(answer)
    assert answer["HX-Reswap"] == "outerMorph"  # the browser keeps the file
    assert not Attachment.objects.exists()


def test_preview_needs_no_file(inbox: Inbox, client: Client, template: MessageTemplate) -> None:
    preview = post(inbox, template, client)
    assert preview.status_code == 422
    bubble = client.post(at(inbox, template, "preview/"), {"body-1": "Marina"})
    assert "Oi, Marina!" in words(bubble)
    assert "Foto" in words(bubble)


def test_template_that_lost_its_header_meanwhile_is_chosen_again(
    inbox: Inbox, client: Client, template: MessageTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = words(client.get(at(inbox, template)))
    assert "Foto do topo" in form
    MessageTemplate.objects.update(components=template.components[1:])
    answer = post(inbox, template, client, file=upload())
    assert answer.status_code == 200  # without a header there is no place for the file
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_not_answer_sends_no_file(
    inbox: Inbox, template: MessageTemplate, role: Role
) -> None:
    answer = post(inbox, template, inbox.client(role), file=upload())
    assert answer.status_code == 403
    assert not Attachment.objects.exists()


def test_list_asks_as_often_for_thirty_with_files_as_for_one(inbox: Inbox, client: Client) -> None:
    def count() -> int:
        client.get(at(inbox))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(inbox))
        return len(queries)

    with_file(inbox.channel)
    one = count()
    for number in range(29):
        with_file(
            inbox.channel, "VIDEO", language=f"{'abcdefghij'[number % 10]}{'xyz'[number // 10]}"
        )
    assert count() == one
