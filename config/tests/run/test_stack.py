"""The real processes stand together as `make run` starts them."""

import httpx


def test_product_is_ready_and_the_simulator_answers(live_stack):
    stack = live_stack("simulator", "web", "worker")
    assert httpx.get(f"{stack.web_url}/health/ready").status_code == 200
    refusal = httpx.get(f"{stack.simulator_url}/v24.0/1").json()
    assert refusal["error"]["type"] == "OAuthException"  # no access token given


def test_login_page_is_served_in_a_real_browser(live_stack, page):
    stack = live_stack("web")
    page.goto(f"{stack.web_url}/admin/login/")
    assert page.locator("input[name=password]").is_visible()
