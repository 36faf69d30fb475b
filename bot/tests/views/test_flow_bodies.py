"""JSON that no editor sends: refused, never an error of ours."""

import json
from typing import Any

import pytest

from bot.tests.views.test_flow_variables import drawn
from bot.tests.views.test_flows import page
from bot.tests.views.test_inbox import Inbox, inbox

__all__ = ["inbox"]

UNKEEPABLE = ["\ud800", "\0"]


@pytest.mark.parametrize("word", UNKEEPABLE, ids=["half", "nul"])
def test_words_that_nothing_can_keep_are_refused(inbox: Inbox, word: str) -> None:
    flow = drawn(inbox)
    given = {"graph": flow.draft, "old": word, "new": "outro"}
    url = page(inbox, f"{flow.pk}/variables/renaming/")
    answer = inbox.client().post(url, json.dumps(given), content_type="application/json")
    assert answer.status_code in (400, 422)
    step = {"id": "a", "kind": "message", "data": {"text": word}, "next": {}}
    begin = [{"id": "a", "kind": "words", "words": [word]}]
    url = page(inbox, f"{flow.pk}/step/")
    for posted in ({"node": json.dumps(step)}, {"kind": "begin", "was": json.dumps(begin)}):
        assert inbox.client().post(url, posted).status_code == 400


@pytest.mark.parametrize("kind", [[], {}, ["words"], None, 5], ids=repr)
def test_a_beginning_of_no_kind_is_shown_as_one(inbox: Inbox, kind: Any) -> None:
    posted = {"kind": "begin", "was": json.dumps([{"id": "a", "kind": kind}]), "open": "1"}
    assert inbox.client().post(page(inbox, f"{drawn(inbox).pk}/step/"), posted).status_code == 200
