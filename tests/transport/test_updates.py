"""Which chat an update belongs to, whatever kind it is, and which cannot be kept."""

from typing import Any

import pytest

from channels.telegram.updates import chat_key, stored

CHAT = {"chat": {"id": 101, "type": "private"}}


@pytest.mark.parametrize(
    ("update", "key"),
    [
        ({"message": CHAT}, "telegram:101"),
        ({"edited_message": {"chat": {"id": -1005}}}, "telegram:-1005"),
        ({"callback_query": {"from": {"id": 9}, "message": CHAT}}, "telegram:101"),
        ({"callback_query": {"from": {"id": 9}, "inline_message_id": "x"}}, "telegram:9"),
        ({"my_chat_member": {**CHAT, "from": {"id": 9}}}, "telegram:101"),
        ({"inline_query": {"from": {"id": 9}}}, "telegram:9"),
        ({"poll_answer": {"user": {"id": 9}}}, "telegram:9"),
        ({"a_kind_of_tomorrow": {"message": {"chat": {"id": 5}}}}, "telegram:5"),
        ({"poll": {"id": "x"}}, "telegram:update:7"),
        ({"message": "nonsense"}, "telegram:update:7"),
        ({"message": {"chat": {"id": "101"}}}, "telegram:update:7"),
        ({"message": {"chat": None, "from": []}}, "telegram:update:7"),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], key: str) -> None:
    assert chat_key({"update_id": 7, **update}) == key


def test_a_message_and_a_tap_under_it_share_a_chat() -> None:
    assert chat_key({"message": CHAT}) == chat_key({"callback_query": {"from": {"id": 101}, "message": CHAT}})


def test_the_web_page_makes_the_same_json() -> None:
    assert chat_key({"update_id": 7, "message": CHAT}, "web") == "web:101"


@pytest.mark.parametrize("update", [None, [], "x", {}, {"update_id": "7"}, {"update_id": True}, {"update_id": 2**63}])
def test_without_a_number_it_cannot_be_kept(update: object) -> None:
    assert stored(update) is None


def test_what_has_a_number_is_kept_as_it_is() -> None:
    update = {"update_id": 7, "something": {"new": "\u0000"}}
    assert stored(update) == (7, "telegram:update:7", update)
