"""A unit says how its task stands: one entry a tap, a history with before and after, and the last of it taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from reporting import task_answer, task_publish, tasks
from reporting.refusal import Refusal
from storage import talks
from storage.task_entries import TaskEvidence
from tests.tasks.story import Story, refused


@pytest.fixture
def part(story: Story) -> int:
    return story.part(story.gives(marks="Dự thảo: 25/11/2026; Trình duyệt: 28/11/2026"))


def test_a_new_task_has_not_been_spoken_of(story: Story, part: int) -> None:
    card = story.card(part)
    assert (card.stand.state, card.stand.percent, card.told_at, card.undo) == ("not_started", None, None, None)
    assert (card.days_left, card.days_late, card.may_write) == (7, 0, True)


def test_a_status_is_kept_with_who_when_before_and_after(story: Story, part: int) -> None:
    story.says("an", part, "doing")
    story.later(hours=2)
    card = story.percent("binh", part, 50)
    first, second = story.entries(part)
    assert (first.officer_id, first.before["state"], first.after["state"]) == (story.cast["an"], "not_started", "doing")
    assert (second.officer_id, second.before["percent"], second.after["percent"]) == (story.cast["binh"], None, 50)
    assert second.at - first.at == timedelta(hours=2)
    assert (card.told_by, card.told_at) == ("Trần Thị Bình", story.now)
    assert story.acts()[-2:] == ["task.tell", "task.tell"]


@pytest.mark.parametrize(
    ("said", "state", "percent"),
    [
        (("done",), "done", 100),
        (("doing",), "doing", None),
        ((50,), "doing", 50),
        ((50, "done"), "done", 100),
        ((100,), "done", 100),
        (("done", "doing"), "doing", None),
        (("done", 75), "doing", 75),
        ((0,), "not_started", 0),
        ((50, "not_started"), "not_started", 0),
        ((25, "stuck", 50), "stuck", 50),
        (("stuck", "doing"), "doing", None),
        (("stuck", 100), "done", 100),
    ],
)
def test_state_and_progress_never_contradict_each_other(
    story: Story, part: int, said: tuple[str | int, ...], state: str, percent: int | None
) -> None:
    for one in said:
        if isinstance(one, int):
            card = story.percent("an", part, one)
        else:
            card = story.stuck("an", part) if one == "stuck" else story.says("an", part, one)
    assert (card.stand.state, card.stand.percent) == (state, percent)
    assert (card.stand.reason is not None) == (state == "stuck")


def test_two_taps_are_one_entry(story: Story, part: int) -> None:
    seen = story.card(part).version
    for _ in range(2):
        story.says("an", part, "done", seen)
        story.call(tasks.set_reached, "an", part, story.card(part).marks[0].id)
    assert [entry.after["state"] for entry in story.entries(part)] == ["done", "done"]


def test_two_taps_at_the_same_moment_are_one_entry(story: Story, part: int) -> None:
    seen = story.card(part).version
    with ThreadPoolExecutor(2) as hands:
        cards = list(hands.map(lambda _: story.says("an", part, "doing", seen), range(2)))
    assert [card.stand.state for card in cards] == ["doing", "doing"]
    assert len(story.entries(part)) == 1


def test_a_tap_on_an_old_screen_changes_nothing(story: Story, part: int) -> None:
    seen = story.card(part).version
    story.says("binh", part, "done", seen)
    with refused("refused-out-of-date"):
        story.percent("an", part, 25, seen)
    assert story.card(part).stand.state == "done"
    assert len(story.entries(part)) == 1


def test_a_note_does_not_make_the_buttons_old(story: Story, part: int) -> None:
    seen = story.card(part).version
    story.answers("an", part, "note", "Đã họp Ban Thường trực.")
    story.attaches("an", part)
    story.answers("an", part, "figures", "Số hội nghị: 3")
    assert story.says("an", part, "doing", seen).stand.state == "doing"


def test_stuck_needs_a_reason_by_button_or_in_words(story: Story, part: int) -> None:
    with refused("refused-out-of-date"):
        story.says("an", part, "stuck")
    with refused("refused-out-of-date"):
        story.stuck("an", part, "nonsense")
    with refused("refused-out-of-date"):
        story.stuck("an", part, "other")
    assert story.stuck("an", part, "guidance").stand.reason == "guidance"
    with refused("refused-empty"):
        story.answers("an", part, "reason", "   ")
    stand = story.answers("an", part, "reason", "Mưa lũ, đường bị chia cắt.").stand
    assert (stand.state, stand.reason, stand.reason_text) == ("stuck", "other", "Mưa lũ, đường bị chia cắt.")


def test_progress_can_be_typed(story: Story, part: int) -> None:
    assert story.answers("an", part, "percent", "45 %").stand.percent == 45
    assert story.answers("an", part, "percent", "60").stand.percent == 60
    for wrong in ("101", "-5", "một nửa", "4,5"):
        with refused("task-refused-percent"):
            story.answers("an", part, "percent", wrong)
    with refused("refused-out-of-date"):
        story.percent("an", part, 33)


def test_figures_are_kept_as_data_and_replaced_by_name(story: Story, part: int) -> None:
    story.answers("an", part, "figures", "Số hội nghị: 3\nLượt người dự: 1.240\nKinh phí: 12,5 triệu đồng")
    card = story.answers("binh", part, "figures", "số hội nghị: 4")
    told = {one.name: (str(one.value), one.unit) for one in card.stand.figures}
    assert told == {
        "số hội nghị": ("4", ""),
        "Lượt người dự": ("1240", ""),
        "Kinh phí": ("12.5", "triệu đồng"),
    }
    assert story.entries(part)[0].figures == [
        {"name": "Số hội nghị", "value": "3", "unit": ""},
        {"name": "Lượt người dự", "value": "1240", "unit": ""},
        {"name": "Kinh phí", "value": "12.5", "unit": "triệu đồng"},
    ]


@pytest.mark.parametrize("line", ["ba hội nghị", "Số hộ: nhiều", "12: 5", "Tỷ lệ: 2.5", "Thu: -5", "Nhà: 1,240.5"])
def test_a_line_that_holds_no_clear_figure_is_asked_again(story: Story, part: int, line: str) -> None:
    with pytest.raises(Refusal) as told:
        story.answers("an", part, "figures", f"Số hội nghị: 3\n{line}")
    assert (told.value.key, told.value.values) == ("task-refused-figures", {"line": line})
    assert story.entries(part) == []


def test_what_is_being_typed_survives_a_restart_and_ends_when_it_is_said(story: Story, part: int) -> None:
    story.call(task_answer.ask, "an", part, "note")
    talk = story.door.read(talks.of, story.cast["an"])
    assert talk is not None and (talk.topic, talk.data["assignment"], talk.data["ask"]) == ("task", part, "note")
    story.call(task_answer.answer, "an", part, "note", "Xong phần một.")
    assert story.door.read(talks.of, story.cast["an"]) is None
    assert story.card(part).note == "Xong phần một."


def test_a_milestone_is_reached_and_begins_the_task(story: Story, part: int) -> None:
    first, second = story.card(part).marks
    card = story.call(tasks.set_reached, "an", part, first.id)
    assert [mark.reached for mark in card.marks] == [True, False]
    assert card.stand.state == "doing"
    with refused("refused-out-of-date"):
        story.call(tasks.set_reached, "an", part, 999)
    assert [mark.reached for mark in story.says("an", part, "done").marks] == [True, True]
    assert second.due is not None


# evidence


def test_pictures_in_a_row_are_one_entry_and_the_same_one_is_kept_once(story: Story, part: int) -> None:
    story.attaches("an", part)
    story.attaches("an", part, body="a")
    story.attaches("an", part, body="a")
    assert story.card(part).files == 2
    assert len(story.entries(part)) == 1
    story.later(minutes=11)
    story.attaches("an", part)
    story.attaches("binh", part)
    assert len(story.entries(part)) == 3


def test_too_many_pictures_are_refused(story: Story, part: int) -> None:
    for _ in range(20):
        story.attaches("an", part)
    with refused("refused-files"):
        story.attaches("an", part)


# taking back


def test_the_last_entry_is_taken_back_and_stays_in_the_history(story: Story, part: int) -> None:
    story.percent("an", part, 25)
    card = story.says("an", part, "done")
    card = story.undoes("an", card.undo)
    assert (card.stand.state, card.stand.percent) == ("doing", 25)
    assert [entry.undone_at is not None for entry in story.entries(part)] == [False, True]
    assert story.acts()[-1] == "task.undo"
    card = story.undoes("an", card.undo)
    assert (card.stand.state, card.told_at, card.undo) == ("not_started", None, None)


def test_taking_back_twice_is_once(story: Story, part: int) -> None:
    story.percent("an", part, 25)
    entry = story.says("an", part, "done").undo
    for _ in range(2):
        assert story.undoes("an", entry).stand.percent == 25


def test_only_who_said_it_and_only_within_a_day(story: Story, part: int) -> None:
    entry = story.says("an", part, "doing").undo
    assert story.card(part, "binh").undo is None
    with refused("task-refused-undo-other"):
        story.undoes("binh", entry)
    story.later(hours=24, seconds=1)
    assert story.card(part).undo is None
    with refused("task-refused-undo-late"):
        story.undoes("an", entry)


def test_what_is_not_the_last_any_more_is_not_taken_back(story: Story, part: int) -> None:
    entry = story.says("an", part, "doing").undo
    story.says("binh", part, "done")
    with refused("refused-out-of-date"):
        story.undoes("an", entry)
    assert story.card(part).stand.state == "done"


def test_evidence_and_figures_that_are_taken_back_are_shown_no_more(story: Story, part: int) -> None:
    card = story.attaches("an", part)
    story.attaches("an", part)
    assert story.undoes("an", card.undo).files == 0
    assert len(story.rows(TaskEvidence)) == 2
    card = story.answers("an", part, "figures", "Số hộ: 3")
    assert story.undoes("an", card.undo).stand.figures == ()


def test_nobody_writes_to_a_task_that_was_withdrawn(story: Story, part: int) -> None:
    story.says("an", part, "doing")
    task_id = story.card(part).task_id
    story.door.write(task_publish.withdraw, story.now, story.cast["chi"], task_id)
    with refused("task-refused-closed"):
        story.says("an", part, "done")
    assert story.card(part).running is False
