import httpx
import pytest

from bot.gateways import ErrorScope
from bot.gateways.meta import classify_status_error
from bot.gateways.meta.errors import error_from_response
from bot.tests.gateways.bodies import captured

M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER


def read(error, status=400):
    return error_from_response(httpx.Response(status, json={"error": error}))


# Each code of the documented table: (codes, final?, what stops).
TABLE = [
    ((0, 3, 10, 33, 104, 190, 200, 230, 299, 368, 803), True, N),
    ((131005, 131031, 131037, 131042, 131045, 133010), True, N),
    ((100, 131008, 131009, 131021, 131047, 131051, 131052, 131053, 131062, 131063), True, M),
    ((132000, 132001, 132005, 132007, 132012, 132016, 132018, 135000, 137000), True, M),
    ((130472, 130497, 131026, 131030, 131050), True, R),
    ((4, 17, 613, 80007, 130429, 131048, 131057, 131064), False, N),
    ((131049, 131056), False, R),
    ((1, 2, 500, 131000, 131016, 132015, 132069, 133004), False, M),
]


@pytest.mark.parametrize(
    ("code", "permanent", "scope"),
    [(code, permanent, scope) for codes, permanent, scope in TABLE for code in codes],
)
@pytest.mark.parametrize("status", [400, 500])
def test_the_code_decides_and_not_the_http_status(code, permanent, scope, status):
    error = read({"code": code, "message": "x"}, status)
    assert (error.code, error.permanent, error.scope) == (code, permanent, scope)
    assert (error.retry_after is None) == permanent
    assert not error.outcome_unknown
    assert read({"code": str(code)}, status).permanent == permanent


@pytest.mark.parametrize(
    ("code", "seconds"), [(131049, 86_400), (131048, 3600), (131057, 60), (130429, 2)]
)
def test_some_pauses_are_long(code, seconds):
    assert read({"code": code}).retry_after == seconds


def test_the_pair_rate_backs_off_by_powers_of_four():
    assert read({"code": 131056}).backoff == 4
    assert read({"code": 130429}).backoff is None


@pytest.mark.parametrize("code", [987654, None, "x", True, [], 10**40])
def test_an_unknown_code_is_final_below_500_and_passing_above(code):
    assert read({"code": code}).permanent
    assert not read({"code": code}, 503).permanent
    assert not read({"code": code, "is_transient": True}).permanent
    assert read({"code": code}).scope == M
    assert read({"code": code}, 401).scope == N


def test_a_code_fits_a_database_column():
    assert read({"code": 10**40}).code is None
    assert read({"code": 2**31 - 1}).code == 2**31 - 1


def test_an_id_that_is_gone_stops_the_number_and_another_100_does_not():
    gone = read({"code": 100, "error_subcode": 33})
    assert (gone.permanent, gone.scope) == (True, N)
    assert read({"code": 100, "error_subcode": 2388024}).scope == M


def test_the_detail_is_the_most_telling_text():
    words = {"code": 131009, "message": "(#131009) not valid"}
    assert read(words | {"error_data": {"details": "Title too long"}}).detail == "Title too long"
    assert read(words | {"error_user_msg": "Already there"}).detail == "Already there"
    assert read(words).detail == "(#131009) not valid"
    assert read({"code": 1, "message": 5, "error_data": []}).detail == "5"
    assert len(read({"code": 1, "message": "x" * 9999}).detail) == 1000


@pytest.mark.parametrize("body", [None, [], "x", {"error": "x"}, {"error": []}, {"ok": 1}])
def test_json_without_an_error_object_is_passing(body):
    error = error_from_response(httpx.Response(400, json=body))
    assert (error.permanent, error.code) == (False, None)


@pytest.mark.parametrize(
    ("code", "permanent", "scope"),
    [
        (131026, True, R),
        (131042, True, N),
        (131047, True, M),
        (131049, False, R),
        (131050, True, R),
        (131000, False, M),
        (555555, True, M),
        (0, True, M),
    ],
)
def test_a_failed_status_is_judged_by_its_code(code, permanent, scope):
    rule = classify_status_error(code)
    assert (rule.retry_after is None, rule.scope) == (permanent, scope)


@pytest.mark.parametrize("payload", captured("constructed__error_*"))
def test_constructed_errors_are_judged_as_their_table_says(payload, request):
    error = read(payload["body"]["error"], payload["http_status"])
    name = request.node.callspec.id
    assert error.code == payload["body"]["error"]["code"]
    assert error.permanent == ("131056" not in name)
    stopping = ("object_not_found", "190")
    assert (error.scope == N) == any(part in name for part in stopping)
    details = payload["body"]["error"].get("error_data", {}).get("details")
    assert error.detail == details or details is None


@pytest.mark.parametrize("payload", captured("resp_phone__[45]*"))
def test_captured_errors_of_the_number_are_judged(payload, request):
    status = int(request.node.callspec.id.split("__")[1][:3])
    error = read(payload["error"], status)
    assert error.permanent == (status in (400, 401, 403, 404, 422))
    assert (error.scope == N) == (status in (401, 403, 404, 429))
