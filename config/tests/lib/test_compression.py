"""What leaves compressed, and what must not."""

import gzip

from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.lib.compression import PageCompressionMiddleware

LONG = "<li>Marina Costa</li>" * 200


def answer_of(response: HttpResponseBase, accepted: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    return PageCompressionMiddleware(lambda _request: response)(request)


def test_pages_and_json_are_compressed() -> None:
    page = answer_of(HttpResponse(LONG))
    assert page["Content-Encoding"] == "gzip"
    assert page["Vary"] == "Accept-Encoding"
    assert len(page.content) < len(LONG) / 10
    assert gzip.decompress(page.content).decode() == LONG
    assert answer_of(JsonResponse({"events": [LONG]}))["Content-Encoding"] == "gzip"


def test_parts_of_files_downloads_and_streams_are_left_alone() -> None:
    part = HttpResponse(LONG, status=206, content_type="text/html")
    sheet = HttpResponse(LONG, content_type="application/octet-stream")
    stream = StreamingHttpResponse([LONG.encode()], content_type="text/html")
    for response in (part, sheet, stream):
        assert "Content-Encoding" not in answer_of(response).headers


def test_a_browser_that_takes_none_gets_it_plain() -> None:
    assert answer_of(HttpResponse(LONG), accepted="identity").content.decode() == LONG
