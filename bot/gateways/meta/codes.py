"""Meta's error codes, and what each asks of us (whatsapp-cloud-api, error codes)."""

from dataclasses import dataclass

from bot.gateways.protocol import ErrorScope

M, R, N = ErrorScope.MESSAGE, ErrorScope.RECIPIENT, ErrorScope.NUMBER
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Rule:
    """`retry_after` None: never again unchanged; else the least pause in seconds.

    With a `backoff` the pause after the n-th refusal is backoff ** (n - 1) seconds.
    """

    retry_after: float | None
    scope: ErrorScope = M
    backoff: float | None = None


NEVER = Rule(None)
NEVER_AGAIN_TO_THEM = Rule(None, R)
STOP_NUMBER = Rule(None, N)
SLOW_NUMBER = Rule(2.0, N)
LATER = Rule(5.0)

_STOPPING = (
    *(0, 3, 10, 33, 104, 190, 368, 803),  # token, permission, policy, number gone
    *range(200, 300),  # permission for this API
    *(131005, 131031, 131037, 131042, 131045),  # locked, name, payment, registration
    *(133000, 133005, 133006, 133008, 133009, 133010),  # not registered, PIN
)
_FINAL = (
    *(100, 131008, 131009, 131021, 131051, 131055, 131062, 131063, 135000, 137000),
    *(131047, 131052, 131053, 131060),  # window, media
    *(132000, 132001, 132005, 132007, 132008, 132012, 132016, 132018, 132068),  # template
    *(131020, 131041, 131059),  # groups
)
# This person is not to be reached, or not by this: trying another message is no better.
_FINAL_FOR_RECIPIENT = (130472, 130497, 131026, 131030, 131050)

RULES: dict[int, Rule] = {
    **dict.fromkeys(_STOPPING, STOP_NUMBER),
    **dict.fromkeys(_FINAL, NEVER),
    **dict.fromkeys(_FINAL_FOR_RECIPIENT, NEVER_AGAIN_TO_THEM),
    **dict.fromkeys((4, 17, 613, 80007), Rule(30.0, N)),
    130429: SLOW_NUMBER,
    131057: Rule(MINUTE, N),
    131048: Rule(HOUR, N),
    131064: Rule(HOUR, N),
    131056: Rule(1.0, R, backoff=4.0),
    131049: Rule(DAY, R),
    **dict.fromkeys((1, 2, 500, 131000, 131016, 133004), Rule(2.0)),
    **dict.fromkeys((133015, 133016), Rule(5 * MINUTE, N)),
    132015: Rule(HOUR),
    132069: Rule(HOUR),
}
NUMBER_MISSING_SUBCODE = 33  # code 100: "Object with ID ... does not exist"


def rule_for(
    code: int | None, subcode: int | None, http_status: int, *, is_transient: bool = False
) -> Rule:
    """What an error of the Graph API asks for.

    One that nobody documents is final below HTTP 500 and passing from there on, unless the
    API itself calls it transient.
    """
    if code == 100 and subcode == NUMBER_MISSING_SUBCODE:
        return STOP_NUMBER
    if code is not None and code in RULES:
        return RULES[code]
    if http_status == 401:
        return STOP_NUMBER
    if http_status == 429:
        return SLOW_NUMBER
    return LATER if is_transient or http_status >= 500 else NEVER


def rule_without_error(http_status: int) -> Rule:
    """For an answer that is not the Graph API's own (HTML of a proxy): it says nothing of
    our message, so it is sent again later."""
    if http_status == 401:
        return STOP_NUMBER
    return SLOW_NUMBER if http_status == 429 else LATER


def classify_status_error(code: int) -> Rule:
    """For the error of a `failed` status, which comes after the message was accepted."""
    # Code 0 is no login failure here, but an error without a readable code.
    return RULES.get(code, NEVER) if code else NEVER
