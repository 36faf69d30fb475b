"""The browser fixtures see what a person would only find in the console."""

import http.server
import threading
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

from config.run.testing.browser import rerun_line


@pytest.fixture
def asked():
    """The paths that the site was asked for."""
    return []


@pytest.fixture
def site(asked):
    """A small site on its own port: url(body, policy) -> address of a page."""
    pages = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body, policy, kind = pages.get(self.path, (b"", "", "text/html"))
            self.send_response(200 if self.path in pages else 204)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cache-Control", "max-age=60")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def add(body, policy="", kind="text/html"):
        path = f"/{len(pages)}"
        pages[path] = (body.encode(), policy, kind)
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
        ("<img src='http://192.0.2.1/x.png'>", "", "asked another machine"),
    ],
)
def test_fault_is_reported(page, site, page_errors, body, policy, expected):
    page.goto(site(body, policy))
    page.wait_for_load_state("load")
    page.wait_for_timeout(100)
    assert any(expected in error for error in page_errors), page_errors
    page_errors.clear()


@pytest.mark.parametrize("host", ["elsewhere.test", "192.0.2.1"])
def test_no_other_machine_is_reached(page, page_errors, host):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(f"http://{host}/")
    page_errors.clear()


def test_what_a_page_loads_is_kept_for_the_next(page, site, asked):
    picture = site("<svg xmlns='http://www.w3.org/2000/svg'/>", kind="image/svg+xml")
    for _ in range(2):
        page.goto(site(f"<link rel=icon href=data:,><img src='{picture}'>"))
    assert len(asked) == len(set(asked)) == 3


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
