"""Flows in real conversations: beginning, going on, waking, leaving, handing over."""

import pytest
from django.utils import timezone

from accounts.models import Customer, CustomerTag, Organization
from accounts.people_enums import AttributeType
from accounts.services.customer_attributes import define_attribute
from accounts.tests.factories import make_user, make_whatsapp_customer
from bot.enums import FlowRunStatus, Owner
from bot.models import Channel, Conversation, FlowRun, FlowStep, Message
from bot.services.customer_merging import join_conversations
from bot.services.flows import publish_flow
from bot.services.ownership import return_to_bot
from bot.services.turns import run_due_turns
from bot.tests.factories import make_conversation
from bot.tests.flows.graph.graphs import flow, node, text
from bot.tests.services.conftest import Says, after, new_words
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

pytestmark = pytest.mark.django_db

SURVEY = flow(
    node(
        "a",
        "question",
        {
            "text": "De 0 a 10?",
            "answer": "number",
            "variable": "nota",
            "minimum": "0",
            "maximum": "10",
            "retries": 1,
            "idle_minutes": 30,
        },
        done="b",
        failed="h",
        idle="e",
    ),
    node("b", "tag", {"add": [{"name": "respondeu"}]}, done="c"),
    node("c", "message", text("Obrigada pelo {{nota}}, {{customer.first_name}}!"), done="e"),
    PERSON,
    END,
    triggers=[{"id": "t1", "kind": "keyword", "words": [{"word": "pesquisa"}]}],
)


def test_a_keyword_begins_a_flow_and_answers_go_on_with_it(organization, says) -> None:
    publish(organization, SURVEY)
    assert says("Pesquisa") == ["De 0 a 10?"]
    assert says("onze? 11") == ["De 0 a 10?"]
    assert says("nove, 9") == ["Obrigada pelo 9, Marina!", "Até logo!"]
    run = FlowRun.objects.get()
    assert (run.status, run.trigger) == (FlowRunStatus.ENDED, "t1")
    assert run.ended_at is not None
    assert CustomerTag.objects.get().tag.name == "respondeu"
    steps = FlowStep.objects.order_by("id").values_list("node_id", "port")
    assert list(steps) == [("a", "done"), ("b", "done"), ("c", "done"), ("e", "")]
    assert not FlowStep.objects.filter(left_at__isnull=True).exists()


def test_what_no_flow_wants_is_the_built_in_conversation(organization, says) -> None:
    publish(organization, SURVEY)
    (menu,) = says("oi")
    assert "De 0 a 10" not in menu
    assert not FlowRun.objects.exists()


def test_silence_takes_its_way_at_its_time(organization, says) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    seen = set(Message.objects.values_list("pk", flat=True))
    run_due_turns(now=after(29 * 60))
    assert new_words(seen) == []
    run_due_turns(now=after(31 * 60))
    assert new_words(seen) == ["Até logo!"]
    run_due_turns(now=after(90 * 60))
    assert new_words(seen) == ["Até logo!"]
    assert FlowRun.objects.get().status == FlowRunStatus.ENDED


def test_a_run_stays_with_the_version_it_began(organization, says) -> None:
    made = publish(organization, SURVEY)
    says("pesquisa")
    changed = flow(node("a", "message", text("Outra!"), done="e"), END, triggers=SURVEY["triggers"])
    made.draft = changed
    made.save()
    publish_flow(flow=made, now=timezone.now(), actor=None)
    assert says("5") == ["Obrigada pelo 5, Marina!", "Até logo!"]
    assert says("pesquisa") == ["Outra!", "Até logo!"]


def test_asking_for_a_person_leaves_any_flow(organization, says) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    says("quero falar com um atendente")
    assert FlowRun.objects.get().status == FlowRunStatus.LEFT
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.flow_run) == (Owner.HUMAN, None)


def test_a_flow_hands_over_with_its_reason(organization, says) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    says("não sei")
    assert says("sei lá") == ["Já chamo alguém."]
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.handover_reason) == (Owner.HUMAN, "quer desconto")
    assert says("alô?") == []


def test_a_conversation_given_back_to_the_bot_starts_anew(organization, says) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    conversation = Conversation.objects.get()
    return_to_bot(conversation)
    conversation.save()
    assert "De 0 a 10?" not in says("7")
    assert says("pesquisa") == ["De 0 a 10?"]
    assert list(FlowRun.objects.order_by("id").values_list("status", flat=True)) == [
        FlowRunStatus.LEFT,
        FlowRunStatus.WAITING_ANSWER,
    ]


def test_a_flow_books_a_real_visit(organization, says) -> None:
    service = make_service(organization, name="Barba")
    staff = make_staff(organization, name="Caio", services=[service])
    out = {"none": "h", "no_match": "h", "idle": "h"}
    publish(
        organization,
        flow(
            node("a", "pick_service", {"text": "O quê?"}, done="b", **out),
            node("b", "pick_staff", {"text": "Com quem?"}, done="c", **out),
            node("c", "pick_slot", {"text": "Que dia?"}, done="d", **out),
            node(
                "d",
                "confirm_booking",
                {"text": "Pode ser?"},
                booked="e",
                changed="c",
                declined="h",
                idle="h",
            ),
            PERSON,
            END,
            triggers=[
                {"id": "t", "kind": "keyword", "match": "word", "words": [{"word": "agendar"}]}
            ],
        ),
        "Agendar",
    )
    says("quero agendar")
    says("barba")
    says("amanhã às 15h")
    (summary,) = says("15:00")
    assert "Barba" in summary
    assert not Appointment.objects.filter(status="BOOKED").exists()
    assert says("sim")[-1] == "Até logo!"
    visit = Appointment.objects.get()
    assert (visit.service, visit.staff) == (service, staff)


def test_only_what_nothing_understands_begins_a_flow_for_that(organization, says) -> None:
    triggers = [{"id": "t", "kind": "no_match"}]
    publish(
        organization,
        flow(node("a", "message", text("Não entendi, mas…"), done="e"), END, triggers=triggers),
    )
    says("oi")
    assert says("xyzzy plugh", at=after(60)) == ["Não entendi, mas…", "Até logo!"]


def test_a_flow_leads_to_another(organization, says) -> None:
    publish(organization, SURVEY)
    publish(
        organization,
        flow(
            node("a", "go_to", {"flow": "pesquisa"}),
            triggers=[{"id": "t", "kind": "keyword", "words": [{"word": "ir"}]}],
        ),
        "Ir",
    )
    assert says("ir") == ["De 0 a 10?"]


def test_flows_that_lead_to_each_other_end_with_a_person(organization, says) -> None:
    for here, there in (("um", "dois"), ("dois", "um")):
        graph = flow(node("a", "go_to", {"flow": there}), triggers=keyword(here))
        publish(organization, graph, here)
    says("um")
    assert Conversation.objects.get().owner == Owner.HUMAN


def test_attributes_are_set_by_their_type(organization, says) -> None:
    define_attribute(
        organization=organization, label="Idade", type=AttributeType.NUMBER, actor=make_user()
    )
    assignments = [
        {"target": "attribute", "name": "idade", "value": "31"},
        {"target": "attribute", "name": "nada", "value": "x"},
    ]
    adult = {"of": "attribute", "name": "idade", "op": "at_least", "value": "18"}
    rules = [{"port": "adult", "tests": [adult]}]
    publish(
        organization,
        flow(
            node("a", "set", {"assignments": assignments}, done="b", error="h"),
            node(
                "b",
                "condition",
                {"rules": rules},
                adult="e",
                otherwise="h",
            ),
            PERSON,
            END,
            triggers=keyword("oi"),
        ),
    )
    assert says("oi") == ["Até logo!"]
    assert Customer.objects.get().attributes == {"idade": 31.0}


def test_of_two_conversations_that_become_one_the_survivors_flow_goes_on(
    organization: Organization, channel: Channel, says: Says
) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    other = make_whatsapp_customer(organization, profile_name="Marina C.")
    twin = make_conversation(channel, other)
    join_conversations(Conversation.objects.exclude(pk=twin.pk).get().customer, other)
    run = FlowRun.objects.get()
    assert (run.conversation, run.status) == (twin, FlowRunStatus.LEFT)
    assert Conversation.objects.get().flow_run is None


@pytest.mark.parametrize("quiet", ["customer", "channel"])
def test_flow_that_wakes_says_nothing_to_who_is_not_answered(organization, says, quiet) -> None:
    publish(organization, SURVEY)
    says("pesquisa")
    if quiet == "customer":
        Customer.objects.update(is_blocked=True)
    else:
        Channel.objects.update(is_bot_enabled=False)
    seen = set(Message.objects.values_list("pk", flat=True))
    run_due_turns(now=after(31 * 60))
    assert new_words(seen) == []
