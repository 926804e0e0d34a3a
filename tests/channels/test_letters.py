"""The words of the program's own messages, true at the hour at which they leave."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import locales
from channels import styled
from channels.letter import button
from channels.letters import TEXTS, render
from channels.messenger import Letter
from reporting.text import utf16_len

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REPORT = "Báo cáo tình hình Nhân dân quý IV/2026"


def letter(
    text: str, values: dict[str, Any], at: str = "2026-12-04 08:00", language: str = "vi", **more: Any
) -> Letter:
    now = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    return render({"text": text, "values": values, **more}, language, now, ZONE)


def taps(made: Letter) -> list[list[str]]:
    return [[one.data or "" for one in row] for row in made.buttons]


def item(**changed: Any) -> dict[str, Any]:
    return {
        "duty": "situation",
        "period": "2026-Q4",
        "stage": "before",
        "last_good_day": "2026-12-15",
        "deadline": "2026-12-16",
        "cutoff": "2026-12-14",
        "left": 11,
        "late": 0,
        "unit_id": 3,
        "unit": "Xã An Hòa",
        "to": "reporter",
        "step": "-7",
        "moved": False,
        "extended": False,
        "later": True,
        "done": 0,
        "asked": 0,
        "reporters": [],
        **changed,
    }


def reminder(*items: dict[str, Any], upper: list[dict[str, Any]] | None = None, **changed: Any) -> dict[str, Any]:
    return {
        "officer": "Nguyễn Văn An",
        "title": "Phó Chủ tịch",
        "front": "Tỉnh Mẫu",
        "ref": 7,
        "items": list(items),
        "upper": upper or [],
        **changed,
    }


def below(**changed: Any) -> dict[str, Any]:
    about = {name: item()[name] for name in ("duty", "period", "last_good_day", "deadline", "cutoff")}
    return {
        **about,
        "stage": "overdue",
        "left": 0,
        "late": 3,
        "count": 2,
        "names": ["Xã A", "Xã B"],
        "more": 0,
        **changed,
    }


def test_seven_days_before() -> None:
    made = letter("reminder", reminder(item()))
    assert made.text == (
        f"Nhắc hạn: {REPORT}\n\n"
        "Kính gửi đồng chí Nguyễn Văn An, Phó Chủ tịch Xã An Hòa.\n\n"
        f"Theo chế độ thông tin, báo cáo, đề nghị đơn vị gửi {REPORT} trước ngày 16/12/2026 (hết ngày 15/12/2026).\n"
        "Ngày cuối là thứ Ba, 15/12/2026, còn 11 ngày.\n"
        "Số liệu tính đến ngày 14/12/2026.\n"
        "Đồng chí bấm “Lập báo cáo” để bắt đầu.\n\n"
        "Trân trọng."
    )
    assert taps(made) == [["go:situation:2026-Q4:3"], ["later:7", "diff:situation:2026-Q4:3"]]


def test_on_the_last_day() -> None:
    made = letter("reminder", reminder(item(stage="day", left=0, done=6, asked=9)), "2026-12-15 08:00")
    assert (
        f"Hôm nay, thứ Ba, 15/12/2026, là ngày cuối gửi {REPORT}. Văn phòng chưa nhận được báo cáo của Xã An Hòa "
        "(bản nháp đã hoàn thành 6/9 mục). Đề nghị đồng chí hoàn thiện và gửi trong hôm nay; "
        "nếu có khó khăn, bấm “Báo khó khăn”."
    ) in made.text
    assert "trước ngày 16/12/2026 (hết ngày 15/12/2026)" in made.text
    assert made.buttons[0][0].text == "Làm tiếp báo cáo"


def test_overdue() -> None:
    made = letter("reminder", reminder(item(stage="overdue", left=0, late=2, later=False)), "2026-12-17 08:00")
    assert (
        f"Đến 8 giờ ngày 17/12/2026, Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Mẫu chưa nhận được {REPORT} "
        "của Xã An Hòa (quá hạn 02 ngày). "
        "Đề nghị đồng chí gửi báo cáo trong ngày và nêu lý do chậm để Văn phòng tổng hợp."
    ) in made.text
    assert taps(made) == [["go:situation:2026-Q4:3"], ["diff:situation:2026-Q4:3"]]


def test_the_hour_is_the_one_at_which_it_leaves() -> None:
    made = letter("reminder", reminder(item(stage="overdue", late=2)), "2026-12-17 14:05")
    assert "Đến 14 giờ 05 ngày 17/12/2026" in made.text


def test_an_extension_names_its_own_last_day() -> None:
    changed = item(stage="day", last_good_day="2026-12-25", deadline=None, extended=True, left=0)
    text = letter("reminder", reminder(changed), "2026-12-25 08:00").text
    assert "Hạn gửi đã được gia hạn: chậm nhất hết ngày 25/12/2026, tức hết thứ Sáu." in text


def test_without_a_cutoff_none_is_said() -> None:
    assert "Số liệu" not in letter("reminder", reminder(item(cutoff=None))).text


def test_a_title_that_names_the_unit_is_not_followed_by_it_again() -> None:
    text = letter("reminder", reminder(item(), title="Chủ tịch Ủy ban MTTQ Việt Nam xã An Hoà")).text
    assert "Kính gửi đồng chí Nguyễn Văn An, Chủ tịch Ủy ban MTTQ Việt Nam xã An Hoà." in text


def test_those_missing_below_are_named_and_the_rest_counted() -> None:
    made = letter("escalation", reminder(upper=[below(count=20, more=18)]), "2026-12-18 08:00")
    assert (
        f"Đến 8 giờ ngày 18/12/2026, Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Mẫu chưa nhận được {REPORT} "
        "của 20 đơn vị (quá hạn 03 ngày):\n- Xã A\n- Xã B\nvà 18 đơn vị khác\n"
    ) in made.text
    assert taps(made) == [["m:chuanop"]]


def test_all_that_is_due_stands_in_one_letter() -> None:
    month = item(duty="monthly", period="2026-M12", unit="Xã Bình Hòa", unit_id=4)
    made = letter("reminder", reminder(item(), month, upper=[below()]), "2026-12-18 08:00")
    assert made.text.startswith("Nhắc hạn báo cáo (3 nội dung)\n\nKính gửi đồng chí Nguyễn Văn An.\n\n1. ")
    assert "\n\n2. Theo chế độ" in made.text and "- Xã A\n" in made.text
    assert [row[0].text for row in made.buttons[:2]] == [
        "Lập: Xã An Hòa, quý IV/2026",
        "Lập: Xã Bình Hòa, tháng 12/2026",
    ]
    assert taps(made)[1:] == [
        ["go:monthly:2026-M12:4", "diff:monthly:2026-M12:4"],
        ["later:7"],
        ["m:chuanop"],
    ]


def test_more_reports_than_a_letter_holds_are_counted() -> None:
    many = [item(unit_id=number, unit=f"Xã {number}") for number in range(1, 14)]
    made = letter("reminder", reminder(*many))
    assert "Và 3 báo cáo khác: xem /baocao." in made.text and "Xã 11" not in made.text


def test_before_it_is_queued_there_is_no_later_button() -> None:
    assert taps(letter("reminder", reminder(item(), ref=None)))[1] == ["diff:situation:2026-Q4:3"]


RECEIPT = {
    "report": 12,
    "number": "SITUATION-2026-Q4-00003",
    "unit": "Xã An Hòa",
    "duty": "situation",
    "period": "2026-Q4",
    "handed_at": "2026-12-14T02:12:00+00:00",
    "on_time": True,
    "version": 1,
    "last_good_day": "2026-12-15",
    "correctable": True,
    "by": "Nguyễn Văn An",
}


def test_the_receipt() -> None:
    made = letter("receipt", RECEIPT, "2026-12-14 09:13")
    assert f"Đã nhận {REPORT} của Xã An Hòa lúc 09:12, 14/12/2026 (đúng hạn)" in made.text
    assert "SITUATION-2026-Q4-00003" in made.text and "đến hết thứ Ba, 15/12/2026" in made.text
    assert taps(made) == [["rv:12:1"], ["f:12:preview"]]


def test_the_receipt_after_the_deadline_offers_no_correction() -> None:
    made = letter("receipt", {**RECEIPT, "on_time": False, "correctable": False}, "2026-12-17 09:13")
    assert "(quá hạn)" in made.text and taps(made) == [["rv:12:1"]]


def test_colleagues_hear_who_filed() -> None:
    made = letter("handed", RECEIPT)
    assert f"Đồng chí Nguyễn Văn An đã gửi {REPORT} của Xã An Hòa" in made.text and taps(made) == [["rv:12:1"]]


NUDGE = {
    "nudge": 5,
    "duty": "situation",
    "period": "2026-Q4",
    "unit_id": 3,
    "unit": "Xã An Hòa",
    "nominal_day": "2026-12-16",
    "last_good_day": "2026-12-15",
    "by": "Phạm Thị Chi",
    "by_title": "Chánh Văn phòng",
    "note": "Tỉnh cần số liệu sớm",
}


SILENCE = {
    "channel": "telegram",
    "since": "2026-11-22T02:00:00+00:00",
    "until": "2026-11-22T08:10:00+00:00",
    "back": "2026-11-23T08:00:00+00:00",
    "count": 4,
}


def test_the_nudge_before_and_after_the_deadline() -> None:
    before = letter("nudge", NUDGE, "2026-12-14 09:00")
    assert f"Đến 9 giờ ngày 14/12/2026, Văn phòng chưa nhận được {REPORT} của Xã An Hòa." in before.text
    assert "quá hạn" not in before.text and "trước ngày 16/12/2026 (hết ngày 15/12/2026)" in before.text
    assert "“Tỉnh cần số liệu sớm”" in before.text and "Người gửi: Chánh Văn phòng Phạm Thị Chi." in before.text
    assert taps(before) == [["go:situation:2026-Q4:3"], ["diff:situation:2026-Q4:3"]]
    assert "(quá hạn 02 ngày)" in letter("nudge", NUDGE, "2026-12-17 09:00").text


def test_a_receipt_goes_ahead_of_reminders() -> None:
    assert letter("receipt", RECEIPT).answers and not letter("nudge", NUDGE).answers


def test_a_nudge_without_a_note_says_nothing_of_one() -> None:
    assert "Nội dung" not in letter("nudge", {**NUDGE, "note": "", "by_title": ""}).text


def test_a_difficulty() -> None:
    values = {**NUDGE, "note": "Mất điện do bão", "by": "Nguyễn Văn An"}
    made = letter("difficulty", values)
    assert f"Đồng chí Nguyễn Văn An, Xã An Hòa, báo khó khăn trong việc gửi {REPORT}" in made.text
    assert "“Mất điện do bão”" in made.text and taps(made) == [["m:chuanop"]]


def test_any_sentence_can_be_sent_as_a_notice() -> None:
    made = letter("remind-more", {"count": 3}, buttons=[[{"text": "menu", "data": "m:menu"}]])
    assert made.text == "Thông báo\n\nVà 3 báo cáo khác: xem /baocao."
    assert taps(made) == [["m:menu"]]


def test_an_unknown_text_is_an_error_and_not_an_empty_letter() -> None:
    with pytest.raises(KeyError):
        letter("no-such-text", {})


def test_a_letter_sent_again_says_so() -> None:
    assert "(Tin gửi lại" in letter("receipt", RECEIPT, again=True).text


def test_what_people_wrote_stays_words() -> None:
    text = letter("reminder", reminder(item(unit="Xã <b>*_[x](y)_*</b> { $unit }"))).text
    assert "Xã <b>*_[x](y)_*</b> { $unit }" in text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_every_letter_in_both_languages(text: str, language: str) -> None:
    values: dict[str, Any] = {
        "receipt": RECEIPT,
        "handed": RECEIPT,
        "nudge": NUDGE,
        "difficulty": NUDGE,
        "joined": {"who": [{"post": 4, "name": "An", "role": "head", "unit": "Xã An Hòa"}] * 2, "count": 3},
        "silence": SILENCE,
        "alarm-silence": SILENCE,
        "broadcast": {"broadcast": 7, "message": "Bão số 9", "by": "Chi", "by_title": "", "unit": "Tỉnh Mẫu"},
        "broadcast-answers": {
            "broadcast": 7,
            "about": "Bão số 9",
            "answers": [{"by": "An", "unit": "Xã An Hòa", "answer": "Đã rõ."}] * 6,
        },
        "plan-word": {
            "plan": "số 12/KH-MTTQ",
            "again": True,
            "new": [{"title": "Lập danh sách", "due": "2026-12-18"}],
            "new_count": 3,
            "changed": [
                {
                    "title": "Vận động Quỹ",
                    "what": ["due", "title", "marks"],
                    "was": "Vận động",
                    "due_before": "2026-12-10",
                }
            ],
            "changed_count": 1,
            "gone": ["Báo cáo nhanh"],
            "gone_count": 1,
        },
        "reminder": reminder(
            item(), item(stage="overdue", to="head", reporters=["Em"], asked=5), upper=[below(late=0)]
        ),
        "escalation": reminder(upper=[below()]),
    }[text]
    made = letter(text, values, language=language)
    assert "{" not in made.text and "$" not in made.text
    assert all(len((one.data or "").encode()) <= 64 for row in made.buttons for one in row)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("stage", ["before", "eve", "day", "overdue"])
def test_every_stage_in_both_languages(stage: str, moved: bool, language: str) -> None:
    late = 1 if stage == "overdue" else 0
    made = letter("reminder", reminder(item(stage=stage, moved=moved, late=late)), language=language)
    assert "15/12/2026" in made.text
    if language == "vi":
        assert "trước ngày 16/12/2026 (hết ngày 15/12/2026)" in made.text and "thứ Ba" in made.text
        assert ("chưa nhận được" in made.text) == (stage == "overdue" or (stage == "day" and not moved))


def test_no_letter_blames_or_shouts() -> None:
    for name in ("remind", "letter"):
        words = (Path(locales.HERE) / "vi" / f"{name}.ftl").read_text(encoding="utf-8")
        assert not re.search(r"không nộp|chậm trễ|vi phạm|!", words)


@pytest.mark.parametrize("name", ["remind", "letter"])
def test_both_languages_have_the_same_sentences(name: str) -> None:
    def keys(language: str) -> set[str]:
        words = (Path(locales.HERE) / language / f"{name}.ftl").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z][\w-]*) =", words, re.MULTILINE))

    assert keys("vi") == keys("en") != set()


def test_the_title_is_bold_and_counted_in_utf16() -> None:
    text, entities = styled.page("Xã 🏠 mới", "một", "", "hai")
    assert text == "Xã 🏠 mới\n\nmột\n\nhai"
    assert entities == ({"type": "bold", "offset": 0, "length": utf16_len("Xã 🏠 mới")},)


def test_bold_behind_an_emoji_begins_where_the_messenger_counts() -> None:
    text, entities = styled.join("🏠 ", styled.Bold("An"), " và", styled.Bold(""))
    assert text == "🏠 An và"
    assert entities == ({"type": "bold", "offset": 3, "length": 2},)


def test_a_button_that_carries_too_much_is_refused() -> None:
    assert button("x", "go", "a" * 61).data == "go:" + "a" * 61
    with pytest.raises(ValueError, match="64 bytes"):
        button("x", "go", "a" * 62)
