"""Dangerous forms of a page whose script does not run: the server asks first."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization, Tag
from accounts.services.tags import get_or_make_tag
from accounts.tests.factories import make_member, make_organization
from accounts.unasked import PLAIN_FORM

QUESTION = "Apagar <VIP>?"


@pytest.fixture
def house(db: None) -> Organization:
    return make_organization()


@pytest.fixture
def removal(house: Organization) -> str:
    with scope(organization=house):
        tag = get_or_make_tag(organization=house, name="VIP")
    return f"/o/{house.slug}/customers/tags/{tag.pk}/removal/"


def come_in(house: Organization, role: Role = Role.OWNER) -> Client:
    client = Client()
    client.force_login(make_member(house, role).user)
    return client


def send(client: Client, url: str, fields: dict[str, Any], **options: Any) -> HttpResponse:
    """As a browser sends a plain form."""
    answer: HttpResponse = client.post(
        url, urlencode(fields, doseq=True), content_type=PLAIN_FORM, **options
    )
    return answer


def is_there(house: Organization) -> bool:
    with scope(organization=house):
        return bool(Tag.objects.exists())


def test_a_plain_form_is_asked_about_and_then_acts(house: Organization, removal: str) -> None:
    client = come_in(house)
    fields: dict[str, Any] = {"unasked": QUESTION, "a": ["1", '"><b>'], "csrfmiddlewaretoken": "x"}
    came_from = {"Referer": f"http://testserver/o/{house.slug}/customers/tags/"}
    answer = send(client, removal, fields, headers=came_from)
    page = answer.content.decode()
    assert (answer.status_code, is_there(house)) == (200, True)
    assert "<h1>Apagar &lt;VIP&gt;?</h1>" in page
    assert f'href="{came_from["Referer"]}"' in page
    assert f'action="{removal}"' in page
    form = page.partition(f'action="{removal}"')[2].partition("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    sent = [(name, unescape(value)) for name, value in hidden if name != "csrfmiddlewaretoken"]
    assert sent == [("a", "1"), ("a", '"><b>')]
    assert send(client, removal, dict(sent)).status_code == 302
    assert not is_there(house)


def test_no_foreign_page_is_the_way_back(house: Organization, removal: str) -> None:
    foreign = {"Referer": "https://example.com/"}
    answer = send(come_in(house), removal, {"unasked": QUESTION}, headers=foreign)
    assert "example.com" not in answer.content.decode()


def test_who_may_not_is_not_asked(house: Organization, removal: str) -> None:
    fields = {"unasked": QUESTION}
    assert send(come_in(house, Role.VIEWER), removal, fields).status_code == 403
    stranger = come_in(make_organization())
    assert send(stranger, removal, fields).status_code == 404


def test_files_are_not_lost_to_a_question(house: Organization, removal: str) -> None:
    fields = {"unasked": QUESTION, "file": SimpleUploadedFile("a.txt", b"a")}
    assert come_in(house).post(removal, fields).status_code == 302
    assert not is_there(house)


def test_the_question_stands_on_the_button_of_the_page(house: Organization, removal: str) -> None:
    page = come_in(house).get(f"/o/{house.slug}/customers/tags/").content.decode()
    (button,) = re.findall(r"<button[^>]* data-confirm [^>]*>", page)
    assert re.search(r'name="unasked" value="[^"]+"', button)
