from django.http import HttpRequest, HttpResponse

from config.lib.csp import HEADER, POLICY, ContentSecurityPolicyMiddleware


def test_policy_allows_our_origin_only() -> None:
    answer = ContentSecurityPolicyMiddleware(lambda _: HttpResponse())(HttpRequest())
    assert answer[HEADER] == POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_policy_of_a_view_stays() -> None:
    own = HttpResponse(headers={HEADER: "default-src 'none'"})
    assert ContentSecurityPolicyMiddleware(lambda _: own)(HttpRequest())[HEADER] == (
        "default-src 'none'"
    )
