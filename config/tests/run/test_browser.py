"""The browser fixtures see what a person would only find in the console."""

import http.server
import threading
from types import SimpleNamespace

import pytest

from config.run.testing.browser import rerun_line


@pytest.fixture
def site():
    """A small site on its own port: url(body, policy) -> address of a page."""
    pages = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body, policy = pages.get(self.path, (b"", ""))
            self.send_response(200 if self.path in pages else 204)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def add(body, policy=""):
        path = f"/{len(pages)}"
        pages[path] = (body.encode(), policy)
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield add
    server.shutdown()
    server.server_close()


def test_clean_page_reports_nothing(page, site, page_errors):
    page.goto(site("<title>Oi</title><p>Tudo bem</p>", "default-src 'self'"))
    assert page.title() == "Oi"
    assert page_errors == []


@pytest.mark.parametrize(
    ("body", "policy", "expected"),
    [
        ("<p style='color:red'>x</p>", "default-src 'self'", "Content Security Policy"),
        ("<script>console.error('broken')</script>", "", "broken"),
        ("<script>nowhere()</script>", "", "nowhere is not defined"),
        ("<img src='http://elsewhere.test/x.png'>", "", "asked another machine"),
    ],
)
def test_fault_is_reported(page, site, page_errors, body, policy, expected):
    page.goto(site(body, policy))
    page.wait_for_load_state("load")
    page.wait_for_timeout(100)
    assert any(expected in error for error in page_errors), page_errors
    page_errors.clear()


@pytest.mark.parametrize(
    ("longrepr", "line"),
    [
        (
            SimpleNamespace(reprcrash=SimpleNamespace(message="TimeoutError: 30 s\nCall log:")),
            "TimeoutError: 30 s",
        ),
        ("the browser reports:\n404", "the browser reports:"),
        ("", "no reason given"),
    ],
)
def test_second_run_is_named_with_its_reason(longrepr, line):
    report = SimpleNamespace(nodeid="tests/a.py::test_b", when="call", longrepr=longrepr)
    assert rerun_line(report) == f"tests/a.py::test_b (call): {line}"
