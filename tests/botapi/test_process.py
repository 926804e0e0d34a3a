"""The stand-in in a process of its own, driven through its control door; a plain HTTP client plays the bot."""

import base64
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.botapi.remote import ROOT, Remote, spawned


@pytest.fixture(scope="module")
def remote() -> Any:
    with spawned("--lenient") as running:
        yield running


def ask(remote: Remote, token: str, method: str, **values: Any) -> Any:
    """Call a method as the bot; the whole answer."""
    body, headers = json.dumps(values).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{remote.url}/bot{token}/{method}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)


def test_a_conversation_from_another_process(remote: Remote) -> None:
    token = remote.post("bots", username="tincoso_bot")["token"]
    remote.post("people", id=101, name="An", language="vi")
    remote.post("people/101/says", bot=token, text="/start")
    file = base64.b64encode(b"PK").decode()
    remote.post("people/101/sends_document", bot=token, name="a.docx", content=file)
    updates = ask(remote, token, "getUpdates")["result"]
    assert [sorted(update["message"].keys() & {"text", "document"}) for update in updates] == [["text"], ["document"]]

    keyboard = {"inline_keyboard": [[{"text": "Nộp", "callback_data": "send"}]]}
    ask(remote, token, "sendMessage", chat_id=101, text="Nộp chứ?", reply_markup=keyboard)
    heard = remote.post("people/101/hears", bot=token, fragment="Nộp")
    assert heard["buttons"] == [[{"text": "Nộp", "data": "send", "url": None}]]
    remote.post("people/101/taps", bot=token, message=heard["message_id"], which="Nộp")
    assert ask(remote, token, "getUpdates")["result"][-1]["callback_query"]["data"] == "send"
    with pytest.raises(AssertionError, match="0 buttons 'Xoá'"):
        remote.post("people/101/taps", bot=token, message=heard["message_id"], which="Xoá")

    assert [message["text"] for message in remote.get(f"people/101/chat?bot={token}")] == ["/start", "", "Nộp chứ?"]
    assert remote.get("sent")[-1]["text"] == "Nộp chứ?"
    stats = remote.get("stats")
    assert (stats["sent"], stats["requests"]["getUpdates"], stats["waiting"]) == (1, 2, {"tincoso_bot": 3})


def test_faults_limits_groups_and_the_clock_from_another_process(remote: Remote) -> None:
    token = remote.post("bots", username="second_bot")["token"]
    remote.post("people", id=102, name="Bình")
    remote.post("people/102/says", bot=token, text="/start")
    remote.post("faults", kind="fail", code=429, retry_after=7, seconds=60, bot=token)
    assert ask(remote, token, "sendMessage", chat_id=102, text="a")["parameters"] == {"retry_after": 7}
    remote.post("clock", advance=61)
    assert ask(remote, token, "sendMessage", chat_id=102, text="a")["ok"]
    remote.post("faults", kind="fail", code=500, times=None)
    remote.heal()
    assert ask(remote, token, "sendMessage", chat_id=102, text="b")["ok"]

    remote.post("limits", figures={"chat_burst": 1})
    codes = [ask(remote, token, "sendMessage", chat_id=102, text="c").get("error_code") for _ in range(2)]
    assert codes == [None, 429]
    remote.post("limits", on=False)
    remote.post("groups", id=-500, title="Tổ công tác")
    remote.post("groups/-500/adds", bot=token, by=102)
    remote.post("groups/-500/migrates", to=-1_002_000_000_500, by=102)
    moved = ask(remote, token, "sendMessage", chat_id=-500, text="d")
    assert moved["parameters"] == {"migrate_to_chat_id": -1_002_000_000_500}
    remote.post("people/102/deactivates")
    assert ask(remote, token, "sendMessage", chat_id=102, text="e")["description"] == "Forbidden: user is deactivated"
    with pytest.raises(AssertionError, match="unknown"):
        remote.post("people/999/says", text="a")


def test_it_ends_with_its_input_and_imports_no_library_of_bots() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tests.botapi"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    printed, imported = process.communicate("", timeout=20)
    assert process.returncode == 0
    assert json.loads(printed)["url"].startswith("http://127.0.0.1:")
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in imported.splitlines()}
    assert "aiohttp" in modules and modules.isdisjoint({"aiogram", "telegram", "pydantic", "sqlalchemy"})


def test_it_ends_when_told_to() -> None:
    command = [sys.executable, "-m", "tests.botapi"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
