"""Flows that call a person by name, or somebody of a role."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_member, make_organization, make_whatsapp_customer
from bot.enums import Owner
from bot.flow_words import problem_text
from bot.flows.graph import Severity
from bot.models import Conversation, FlowDefinition, Message
from bot.selectors.flow_choices import step_choices
from bot.selectors.flow_people import person_called
from bot.selectors.inbox import InboxShow, inbox_counts, inbox_page
from bot.services.flows import problems_of
from bot.services.ownership import return_to_bot
from bot.services.replies import send_reply
from bot.tests.factories import make_conversation
from bot.tests.flows.graph.graphs import flow, node
from bot.tests.services.flow_chats import keyword, publish
from bot.views.care_words import event_words
from config.lib.ids import new_id

pytestmark = pytest.mark.django_db


def calling(to: str = "") -> dict[str, Any]:
    data = {"text": "Já chamo.", "to": to, "reason": "quer desconto"}
    return flow(node("a", "hand_over", data), triggers=keyword("gente"))


@pytest.fixture
def bia(organization) -> User:
    return make_member(organization, Role.AGENT, name="Bia Souza").user


@pytest.fixture
def caio(organization) -> User:
    return make_member(organization, Role.AGENT, name="Caio Lima").user


def busy_with(channel: Any, user: User, **fields: Any) -> Conversation:
    customer = make_whatsapp_customer(channel.organization)
    given = {"owner": Owner.HUMAN, "assigned_to": user} | fields
    made: Conversation = make_conversation(channel, customer, **given)
    return made


def called(user: User) -> list[Conversation]:
    """What the person finds among their own."""
    return inbox_page(user=user, now=timezone.now(), show=InboxShow.MINE).rows


def test_a_person_by_name_finds_it_among_their_own(
    organization, channel, says, bia: User, caio: User
) -> None:
    publish(organization, calling(f"user:{bia.pk}"))
    assert says("gente") == ["Já chamo."]
    (talk,) = called(bia)
    assert (talk.owner, talk.assigned_to) == (Owner.HUMAN, bia)
    assert (talk.waits_for_person, talk.handover_reason) == (True, "quer desconto")
    assert called(caio) == []
    counts = inbox_counts(user=caio, now=timezone.now())
    assert (counts[InboxShow.MINE], counts[InboxShow.WAITING]) == (0, 1), "all see that it waits"
    line = Message.objects.get(kind="EVENT")
    assert event_words(line) == f"O robô passou a conversa para {bia.get_short_name()}"
    assert talk.mentions_me, "the list says that she was called"
    assert inbox_counts(user=bia, now=timezone.now())[InboxShow.MENTIONED] == 1
    assert counts[InboxShow.MENTIONED] == 0
    assert says("alô?") == []


def test_of_a_role_the_one_with_the_least_to_do(
    organization, channel, says, bia: User, caio: User
) -> None:
    owner = make_member(organization, Role.OWNER).user
    busy_with(channel, bia)
    busy_with(channel, caio, resolved_at=timezone.now())
    publish(organization, calling("role:AGENT"))
    says("gente")
    assert called(owner) == []
    assert Conversation.objects.get(waits_for_person=True).assigned_to == caio


def test_a_colleague_may_answer_for_them_and_the_bot_begins_anew_without(
    organization, channel, says, bia: User, caio: User
) -> None:
    publish(organization, calling("role:AGENT"))
    says("gente")
    talk = Conversation.objects.get()
    assert talk.assigned_to == bia
    seen = Message.objects.filter(direction="IN").latest("pk").pk
    send_reply(
        conversation=talk,
        text="Oi!",
        user=caio,
        now=timezone.now(),
        message_id=new_id(),
        seen_id=seen,
    )
    talk.refresh_from_db()
    assert (talk.assigned_to, talk.waits_for_person) == (caio, False)
    return_to_bot(talk)
    assert talk.assigned_to is None


@pytest.mark.parametrize(
    "to", ["gone", "viewer", "other", "role:AGENT", "role:VIEWER", "user:x", "?"]
)
def test_where_there_is_nobody_anybody_is_called(organization, channel, says, to: str) -> None:
    people = {
        "gone": lambda: make_member(organization, Role.AGENT, is_active=False),
        "viewer": lambda: make_member(organization, Role.VIEWER),
        "other": lambda: make_member(make_organization(slug="outra"), Role.AGENT),
    }
    value = f"user:{people[to]().user.pk}" if to in people else to
    graph = calling(value)
    (problem,) = (one for one in problems_of(graph) if one.field == "to")
    assert problem.severity == Severity.WARNING
    assert problem.code == ("empty_role" if to == "role:AGENT" else "unknown_person")
    assert ("a função Atendente" in problem_text(problem)) == (to == "role:AGENT")
    publish(organization, graph)
    assert says("gente") == ["Já chamo."]
    talk = Conversation.objects.get()
    assert (talk.assigned_to, talk.waits_for_person) == (None, True)


def test_a_role_that_somebody_has_needs_no_warning(organization, bia: User) -> None:
    assert [one for one in problems_of(calling("role:AGENT")) if one.field == "to"] == []
    bia.is_active = False
    bia.save()
    assert [one.code for one in problems_of(calling("role:AGENT")) if one.field == "to"]


def test_what_is_offered_are_roles_and_colleagues_who_answer(organization, bia: User) -> None:
    make_member(organization, Role.VIEWER, name="Lia")
    offered = step_choices("hand_over", FlowDefinition(organization=organization))["to"]
    assert next(words for value, words in offered if value.startswith("user:")) == "Bia Souza"
    assert "Lia" not in [words for _value, words in offered]
    roles = [value for value, _words in offered if value.startswith("role:")]
    assert "role:AGENT" in roles
    assert "role:VIEWER" not in roles


@pytest.mark.parametrize("count", [1, 30])
def test_choosing_takes_the_same_queries_among_any_number(organization, channel, count) -> None:
    for _ in range(count):
        busy_with(channel, make_member(organization, Role.AGENT).user)
    with CaptureQueriesContext(connection) as asked:
        assert person_called("role:AGENT") is not None
    assert len(asked) == 2
