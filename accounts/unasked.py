"""Asking before a dangerous form acts, where the page could not: without its script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "unasked"
LONGEST = 200
PLAIN_FORM = "application/x-www-form-urlencoded"


def is_unasked(request: HttpRequest) -> bool:
    """Whether the button of a form was pressed that asks first, and nobody has asked: its
    script takes the field away. Only a plain form without files is looked into: the body of
    any other is the view's to read."""
    return request.method == "POST" and request.content_type == PLAIN_FORM and FIELD in request.POST


def ask_first(request: HttpRequest, slug: str) -> HttpResponse:
    """The button's question on a page of its own; "yes" sends the same form again."""
    home, came_from = reverse("organization_home", args=[slug]), request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    own = (FIELD, "csrfmiddlewaretoken")
    context = {
        "question": request.POST[FIELD][:LONGEST],
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in own
            for value in values
        ],
        "back_url": came_from if is_ours else home,
    }
    return render(request, "accounts/ask_first.html", context)
