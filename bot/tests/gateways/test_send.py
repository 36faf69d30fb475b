import pytest

from bot.gateways import (
    Button,
    Buttons,
    ContentInvalid,
    GatewayError,
    ListMenu,
    Recipient,
    Row,
    Section,
    SendReceipt,
    Template,
    TemplateParameter,
    Text,
)
from bot.gateways.meta import TIMEOUT, MetaCloudGateway
from bot.gateways.template import HeaderMedia
from bot.tests.gateways.graph_server import Answer

P = TemplateParameter
TO = Recipient(wa_id="5511987654321")
ENVELOPE = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": TO.wa_id}


def accepted(**message):
    contacts = [{"input": "+5511987654321", "wa_id": "551187654321"}]
    return Answer({"contacts": contacts, "messages": [{"id": "wamid.OUT", **message}]})


CONTENTS = [
    (
        Text("oi 😀", preview_url=True),
        {"type": "text", "text": {"body": "oi 😀", "preview_url": True}},
    ),
    (
        Buttons("Confirma?", (Button("y", "Sim"), Button("n", "Não")), header="H", footer="F"),
        {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "header": {"type": "text", "text": "H"},
                "body": {"text": "Confirma?"},
                "footer": {"text": "F"},
                "action": {
                    "buttons": [
                        {"type": "reply", "reply": {"id": "y", "title": "Sim"}},
                        {"type": "reply", "reply": {"id": "n", "title": "Não"}},
                    ]
                },
            },
        },
    ),
    (
        ListMenu("Qual?", "Ver", (Section("", (Row("1", "Corte", "R$ 80"), Row("2", "Barba"))),)),
        {
            "type": "interactive",
            "interactive": {
                "type": "list",
                "body": {"text": "Qual?"},
                "action": {
                    "button": "Ver",
                    "sections": [
                        {
                            "rows": [
                                {"id": "1", "title": "Corte", "description": "R$ 80"},
                                {"id": "2", "title": "Barba"},
                            ]
                        }
                    ],
                },
            },
        },
    ),
    (
        Template(
            "lembrete",
            "pt_BR",
            body=(P("Ana"), P("15h")),
            header=(P("Hoje"),),
            buttons=((0, "quick_reply", "y:1"), (1, "url", "abc"), (2, "copy_code", "X9")),
        ),
        {
            "type": "template",
            "template": {
                "name": "lembrete",
                "language": {"code": "pt_BR"},
                "components": [
                    {"type": "header", "parameters": [{"type": "text", "text": "Hoje"}]},
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Ana"},
                            {"type": "text", "text": "15h"},
                        ],
                    },
                    {
                        "type": "button",
                        "sub_type": "quick_reply",
                        "index": "0",
                        "parameters": [{"type": "payload", "payload": "y:1"}],
                    },
                    {
                        "type": "button",
                        "sub_type": "url",
                        "index": "1",
                        "parameters": [{"type": "text", "text": "abc"}],
                    },
                    {
                        "type": "button",
                        "sub_type": "copy_code",
                        "index": "2",
                        "parameters": [{"type": "coupon_code", "coupon_code": "X9"}],
                    },
                ],
            },
        },
    ),
    (
        Template("aviso", "en", body=(P("Ana", "first_name"),)),
        {
            "type": "template",
            "template": {
                "name": "aviso",
                "language": {"code": "en"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Ana", "parameter_name": "first_name"}
                        ],
                    }
                ],
            },
        },
    ),
    (
        Template("tabela", "pt_BR", header_media=HeaderMedia("document", "77", "precos.pdf")),
        {
            "type": "template",
            "template": {
                "name": "tabela",
                "language": {"code": "pt_BR"},
                "components": [
                    {
                        "type": "header",
                        "parameters": [
                            {
                                "type": "document",
                                "document": {"id": "77", "filename": "precos.pdf"},
                            }
                        ],
                    }
                ],
            },
        },
    ),
]


@pytest.mark.parametrize(("content", "expected"), CONTENTS)
def test_each_content_has_the_documented_body(graph, gateway, content, expected):
    graph.will_answer(accepted())
    gateway.send(TO, content)
    (asked,) = graph.asked
    assert (asked.method, asked.path) == ("POST", "/v24.0/1065/messages")
    assert asked.headers["authorization"] == "Bearer secret-token"
    assert asked.headers["content-type"] == "application/json"
    assert asked.body == ENVELOPE | expected


def test_our_id_and_the_quoted_message_go_along(graph, gateway):
    graph.will_answer(accepted())
    gateway.send(TO, Text("oi"), opaque="o" * 512, reply_to="wamid.IN")
    assert graph.asked[0].body["biz_opaque_callback_data"] == "o" * 512
    assert graph.asked[0].body["context"] == {"message_id": "wamid.IN"}


def test_a_hidden_number_is_reached_by_user_id(graph, gateway):
    answer = {"contacts": [{"input": "BR.1", "user_id": "BR.1"}], "messages": [{"id": "wamid.O"}]}
    graph.will_answer(Answer(answer))
    receipt = gateway.send(Recipient(user_id="BR.1"), Text("oi"))
    assert graph.asked[0].body["recipient"] == "BR.1"
    assert "to" not in graph.asked[0].body
    assert receipt == SendReceipt("wamid.O", None, "BR.1")


def test_a_known_number_goes_before_the_user_id(graph, gateway):
    graph.will_answer(accepted())
    gateway.send(Recipient("5511987654321", "BR.1"), Text("oi"))
    assert graph.asked[0].body["to"] == "5511987654321"
    assert "recipient" not in graph.asked[0].body


def test_the_receipt_names_the_number_as_whatsapp_knows_it(graph, gateway):
    graph.will_answer(accepted(message_status="held_for_quality_assessment"))
    receipt = gateway.send(TO, Text("oi"))
    assert receipt == SendReceipt("wamid.OUT", "551187654321", None, "held_for_quality_assessment")


@pytest.mark.parametrize(
    ("content", "options"),
    [(Text(""), {}), (Text("x" * 4097), {}), (Text("oi"), {"opaque": "o" * 513})],
)
def test_what_is_too_long_never_reaches_the_network(graph, gateway, content, options):
    with pytest.raises(ContentInvalid):
        gateway.send(TO, content, **options)
    assert graph.asked == []


def test_nobody_is_refused_before_the_network(graph, gateway):
    with pytest.raises(GatewayError) as caught:
        gateway.send(Recipient(), Text("oi"))
    assert caught.value.permanent
    assert graph.asked == []


@pytest.mark.parametrize(
    ("typing", "extra"), [(False, {}), (True, {"typing_indicator": {"type": "text"}})]
)
def test_a_message_is_marked_as_read(graph, gateway, typing, extra):
    graph.will_answer(Answer({"success": True}))
    gateway.mark_read("wamid.IN", typing=typing)
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN"}
    assert graph.asked[0].body == mark | extra


def test_templates_are_listed_to_the_last_page(graph, gateway):
    first = {
        "id": "1",
        "name": "a",
        "language": "pt_BR",
        "category": "utility",
        "status": "approved",
        "parameter_format": "POSITIONAL",
        "components": [{"type": "BODY", "text": "x"}],
        "quality_score": {"score": "GREEN", "date": 1},
    }
    paging = {"cursors": {"before": "A", "after": "B"}, "next": "https://elsewhere.example/x"}
    graph.will_answer(
        Answer({"data": [first, {"id": 2, "name": "b"}], "paging": paging}),
        Answer({"data": [{"id": "3", "name": "c"}], "paging": {"cursors": {"after": "C"}}}),
    )
    found = gateway.list_templates()
    assert [template.id for template in found] == ["1", "2", "3"]
    assert (found[0].category, found[0].status, found[0].quality) == (
        "UTILITY",
        "APPROVED",
        "GREEN",
    )
    assert found[0].components == ({"type": "BODY", "text": "x"},)
    assert [asked.path for asked in graph.asked] == ["/v24.0/1022/message_templates"] * 2
    assert "after" not in graph.asked[0].query
    assert graph.asked[1].query["after"] == ["B"]


def test_an_answer_without_a_list_is_not_an_empty_list(graph, gateway):
    graph.will_answer(Answer({"ok": True}))
    with pytest.raises(GatewayError) as caught:
        gateway.list_templates()
    assert not caught.value.permanent


def test_a_template_is_submitted(graph, gateway):
    graph.will_answer(Answer({"id": "9", "status": "PENDING", "category": "MARKETING"}))
    draft = {
        "name": "a",
        "language": "pt_BR",
        "category": "UTILITY",
        "components": [{"type": "BODY"}],
    }
    created = gateway.create_template(**draft)
    assert graph.asked[0].body == draft
    assert (created.id, created.name, created.status) == ("9", "a", "PENDING")
    assert created.category == "MARKETING"


def test_the_number_s_health_is_read(graph, gateway):
    graph.will_answer(
        Answer(
            {
                "verified_name": "Studio",
                "quality_rating": "GREEN",
                "throughput": {"level": "STANDARD"},
                "health_status": {"can_send_message": "LIMITED"},
                "whatsapp_business_manager_messaging_limit": "TIER_2K",
            }
        )
    )
    health = gateway.channel_health()
    assert graph.asked[0].path == "/v24.0/1065"
    assert "health_status" in graph.asked[0].query["fields"][0].split(",")
    assert (health.verified_name, health.quality_rating) == ("Studio", "GREEN")
    assert (health.throughput, health.can_send) == ("STANDARD", "LIMITED")
    assert health.messaging_limit == "TIER_2K"


def test_calls_share_one_connection(graph, gateway):
    graph.will_answer(*[accepted() for _ in range(3)])
    for _ in range(3):
        gateway.send(TO, Text("oi"))
    assert len(graph.connections) == 1


def test_without_a_client_the_time_outs_are_ten_and_five_seconds(graph):
    own = MetaCloudGateway(base_url=graph.url, phone_number_id="1", waba_id="2", access_token="t")
    assert (own.timeout.connect, own.timeout.read) == (5, 10)
    assert own.timeout == TIMEOUT
    graph.will_answer(accepted())
    assert own.send(TO, Text("oi")).external_id == "wamid.OUT"
