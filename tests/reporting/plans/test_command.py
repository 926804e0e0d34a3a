"""`plan read FILE [--json]`: the stable shape, the readable list, and refusals on one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.plan import read_command

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "plans"


def test_the_shape_that_people_script(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_command(FOLDER / "104_dai_hoi_xa.txt", as_json=True) == 0
    plan = json.loads(capsys.readouterr().out)
    assert list(plan) == ["number", "issued", "issuer", "title", "tasks", "obligations"]
    assert (plan["number"], plan["issued"], plan["issuer"]) == (
        "12-KH/ĐU",
        "2025-11-03",
        "Ban Thường vụ Đảng ủy phường",
    )
    assert list(plan["tasks"][0]) == [
        "code", "title", "lead", "supervisor", "time_phrase", "start", "due",
        "approximate", "recurring", "relative", "milestones", "line",
    ]  # fmt: skip
    by_line = {task["line"]: task for task in plan["tasks"]}
    assert by_line[25]["relative"] == {"days_before": 30, "event": "khai mạc Đại hội"}
    assert by_line[39]["relative"] == {"days_after": None, "event": "kết thúc Đại hội"}
    assert by_line[21]["milestones"][0] == {
        "title": "Dự thảo lần 1: hoàn thành ngày 20/11/2025",
        "time_phrase": "hoàn thành ngày 20/11/2025",
        "due": "2025-11-20",
    }
    assert list(plan["obligations"][0]) == [
        "who", "to", "what", "frequency", "before_day", "month", "phrase", "line",
    ]  # fmt: skip


def test_the_list_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_command(FOLDER / "102_xa_dai_doan_ket.txt", as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư năm 2026 (số 31/KH-MTTQ-BTT)"
    assert "14/10/2026" in lines[1]
    assert lines[-1] == "Tổng cộng 11 nhiệm vụ, 6 có hạn, 0 cần xem lại; 1 chế độ báo cáo."


def test_a_refusal_is_one_line_and_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert read_command(path, as_json=True) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "Đây là tệp Word đời cũ (.doc hoặc .rtf); đề nghị mở bằng Word, lưu lại dạng .docx rồi gửi.\n"
