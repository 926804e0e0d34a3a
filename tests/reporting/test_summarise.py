"""The summary: who handed in and when, what was said, against the turn before, and nothing that one may not see."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event, insert
from sqlmodel import Session, select

from reporting import office as offices
from reporting import turns
from reporting.daysoff import VIETNAM
from reporting.due import DEFAULT_RULES
from reporting.ladder import DEFAULT_LADDER, ladder_to_json
from reporting.refusal import Refusal
from reporting.summarise import summarise
from reporting.summary import Summary
from storage.contents import Opinion
from storage.door import Door
from storage.duties import Duty
from storage.officers import Post
from storage.reports import Report
from storage.units import Unit
from tests.cast import Cast
from tests.office.stories import AUTUMN, LATE, SUMMER, Province, opinion


def summed(
    province: Province, who: str | None = "chi", root: str = "tinh", period: str = "2026-Q4", now: datetime = LATE
) -> Summary:
    """What this person is told."""
    officer = province.cast[who] if who else None
    asked = (now, officer, "situation", period, province.cast[root], province.office)
    return province.door.read(summarise, *asked)


# Who handed in, and when.


def test_units_are_counted_and_not_submissions(province: Province) -> None:
    province.files("an_hoa")
    province.files("an_hoa", mood="mostly")  # a correction
    province.files("binh_hoa", LATE)
    now = summed(province).reports.now
    assert (now.owed, now.received, now.on_time, now.late, now.missing, now.overdue) == (4, 2, 1, 1, 2, 2)
    assert (now.received_percent, now.on_time_percent) == (Decimal("50.0"), Decimal("25.0"))


def test_each_child_of_the_root_and_each_unit_stands_for_itself(province: Province) -> None:
    province.files("an_hoa")
    province.files("binh_hoa", LATE)
    found = summed(province)
    told = {line.name: (line.reports.now.owed, line.reports.now.received, line.leaf) for line in found.branches}
    assert told == {"Huyện Bắc": (3, 2, False), "Phường Trung Tâm": (1, 0, True)}
    states = {line.name: (line.state, line.days) for line in found.units}
    assert states == {
        "Huyện Bắc": ("overdue", 3),
        "Phường Trung Tâm": ("overdue", 3),
        "Xã An Hòa": ("on_time", 0),
        "Xã Bình Hòa": ("late", 3),
    }
    assert [line.name for line in found.late] == ["Xã Bình Hòa"]
    assert [line.name for line in found.missing] == ["Huyện Bắc", "Phường Trung Tâm"]


def test_a_root_that_owes_is_counted_beside_its_children(province: Province) -> None:
    found = summed(province, root="bac")
    assert found.reports.now.owed == 3
    assert [line.branch_id for line in found.units if line.name == "Huyện Bắc"] == [None]
    assert sum(line.reports.now.owed for line in found.branches) == 2


def test_before_the_deadline_who_has_not_filed_is_awaited_and_not_overdue(province: Province) -> None:
    found = summed(province, now=AUTUMN)
    assert (found.reports.now.missing, found.reports.now.overdue) == (4, 0)
    assert {line.state for line in found.units} == {"waiting"}


def test_an_extension_moves_the_units_line_before_and_after_it_files(province: Province) -> None:
    province.extends("an_hoa", date(2026, 12, 18))
    province.extends("trung_tam", date(2026, 12, 21))
    province.files("an_hoa", LATE)
    lines = {line.name: line for line in summed(province).units}
    assert (lines["Xã An Hòa"].state, lines["Xã An Hòa"].extended) == ("on_time", True)
    assert (lines["Phường Trung Tâm"].state, lines["Phường Trung Tâm"].last_good_day) == (
        "waiting",
        date(2026, 12, 21),
    )
    assert lines["Huyện Bắc"].state == "overdue"


def test_on_time_was_decided_when_it_was_handed_in(province: Province) -> None:
    province.files("an_hoa", LATE)
    province.extends("an_hoa", date(2026, 12, 31))
    assert [line.name for line in summed(province).late] == ["Xã An Hòa"]


def test_a_unit_that_had_ended_by_the_last_good_day_owes_nothing(province: Province) -> None:
    early = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    receipt = province.files("binh_hoa", early, figures={"meetings": 7})

    def end(session: Session) -> None:
        session.get_one(Unit, province.cast["binh_hoa"]).valid_to = date(2026, 12, 14)

    province.door.write(end)
    found = summed(province)
    assert (found.reports.now.owed, found.reports.now.received) == (3, 0)
    assert found.beyond == (receipt.report_id,)
    assert figure(found, "meetings").total == 0


def test_a_unit_of_a_kind_that_does_not_owe_is_not_asked(province: Province) -> None:
    department = Unit(kind="ban_chuyen_mon", name="Ban", folded="ban", parent_id=province.cast["tinh"])
    province.door.write(lambda session: session.add(department))
    assert summed(province).reports.now.owed == 4


def test_everything_is_compared_with_the_turn_before(province: Province) -> None:
    province.files("an_hoa", SUMMER, "2026-Q3")
    province.files("binh_hoa", SUMMER, "2026-Q3")
    province.files("an_hoa")
    found = summed(province)
    assert found.previous == "2026-Q3"
    assert found.reports.before is not None and found.reports.change is not None
    assert found.reports.before.received == 2
    assert (found.reports.change.received, found.reports.change.received_points) == (-1, Decimal("-25.0"))
    assert {line.name: line.before for line in found.units}["Xã Bình Hòa"] == "on_time"
    north = next(line for line in found.branches if line.name == "Huyện Bắc")
    assert north.reports.before is not None and north.reports.before.received == 2


def test_the_first_turn_that_was_asked_for_has_nothing_to_compare_with(province: Province) -> None:
    province.files("an_hoa", SUMMER, "2026-Q3", opinions=[opinion("a")])
    found = summed(province, period="2026-Q3")
    assert (found.previous, found.reports.before, found.reports.change) == (None, None, None)
    assert found.opinions is not None and found.opinions.change is None
    assert all(line.change is None for line in found.figures)


def test_a_turn_in_which_nobody_owed_is_nothing_to_compare_with(province: Province) -> None:
    def begin(session: Session) -> None:
        for unit in session.exec(select(Unit)):
            unit.valid_from = date(2026, 10, 1)

    province.door.write(begin)
    found = summed(province)
    assert (found.previous, found.reports.before, found.branches[0].reports.before) == (None, None, None)
    assert all(line.change is None for line in found.figures)


# What was said.


def figure(found: Summary, code: str) -> Any:
    return next(line for line in found.figures if line.code == code)


def test_figures_are_added_up_with_their_checks_and_percentages(province: Province) -> None:
    parts = {"recommendations": 10, "resolved": 6, "explained": 1, "ongoing": 2, "unanswered": 1}
    province.files("an_hoa", SUMMER, "2026-Q3", figures={"meetings": 4, "recommendations": 2, "ongoing": 2})
    first = province.files("an_hoa", figures={"meetings": 3, **parts})
    province.files("binh_hoa", figures={"recommendations": 2, "unanswered": 2})
    found = summed(province)
    meetings = figure(found, "meetings")
    assert (meetings.total, meetings.report_ids) == (3, (first.report_id,))
    assert (meetings.change.before, meetings.change.delta, meetings.change.percent) == (4, -1, Decimal("-25.0"))
    assert [(c.total, c.given, c.added, c.agrees) for c in found.checks] == [("recommendations", 12, 12, True)]
    share = found.shares[0]
    assert (share.part, share.percent, share.before, share.points) == (
        "resolved",
        Decimal("50.0"),
        Decimal("0.0"),
        Decimal("50.0"),
    )


def test_a_figure_that_was_nothing_before_grows_by_no_percentage(province: Province) -> None:
    province.files("an_hoa", SUMMER, "2026-Q3")
    province.files("an_hoa", figures={"meetings": 3})
    change = figure(summed(province), "meetings").change
    assert (change.before, change.delta, change.percent) == (0, 3, None)


def test_the_mood_is_counted_in_reports(province: Province) -> None:
    worried = province.files("an_hoa", mood="worried", opinions=[opinion("a")])
    province.files("binh_hoa")
    mood, notable = summed(province).choices
    assert [(line.option, line.reports) for line in mood.options] == [("stable", 1), ("mostly", 0), ("worried", 1)]
    assert mood.options[2].report_ids == (worried.report_id,)
    assert [(line.option, line.percent) for line in notable.options] == [
        ("yes", Decimal("50.0")),
        ("no", Decimal("50.0")),
    ]


def test_topics_come_hot_spots_first_with_the_units_that_raise_them(province: Province) -> None:
    province.files(
        "an_hoa",
        opinions=[
            opinion("rác", "MT"),
            opinion("rác nữa", "MT"),
            opinion("rác mãi", "MT", level="watch"),
            opinion("đền bù", "DD", "upset", "hot", people=40),
        ],
    )
    province.files("binh_hoa", opinions=[opinion("đền bù ở đây", "DD", "upset", people=2), opinion("giá", "KT")])
    found = summed(province)
    assert [(t.topic, t.opinions, t.units, t.people) for t in found.topics] == [
        ("DD", 2, 2, 42),
        ("MT", 3, 1, 0),
        ("KT", 1, 1, 0),
    ]
    land = found.topics[0]
    assert land.levels == {"normal": 1, "watch": 0, "hot": 1}
    assert land.attitudes == {"agree": 0, "concerned": 0, "upset": 2}
    assert found.opinions is not None and (found.opinions.opinions, found.opinions.units) == (6, 2)


def test_every_line_leads_to_the_opinions_behind_it_hot_ones_first(province: Province, door: Door) -> None:
    first = province.files("an_hoa", opinions=[opinion("thường", "DD"), opinion("nóng", "DD", level="hot")])
    second = province.files("binh_hoa", opinions=[opinion("cần quan tâm", "DD", level="watch")])
    land = summed(province).topics[0]
    texts = {row.id: row.text for row in door.read(lambda s: s.exec(select(Opinion)).all())}
    assert [texts[number] for number in land.opinion_ids] == ["nóng", "cần quan tâm", "thường"]
    assert land.report_ids == (first.report_id, second.report_id)


def test_hot_spots_are_cited_with_all_that_was_said_of_them(province: Province) -> None:
    hot = opinion("Dân tập trung phản đối", "DD", "upset", "hot", place="Ấp 3", people=12, addressee="province")
    receipt = province.files("an_hoa", opinions=[opinion("thường"), hot])
    (spot,) = summed(province).hot_spots
    assert (spot.unit, spot.report_id, spot.text) == ("Xã An Hòa", receipt.report_id, "Dân tập trung phản đối")
    assert (spot.topic, spot.attitude, spot.place, spot.people, spot.addressee) == (
        "DD",
        "upset",
        "Ấp 3",
        12,
        "province",
    )


def test_a_topic_of_the_turn_before_that_nobody_raises_any_more_is_still_told(province: Province) -> None:
    province.files("an_hoa", SUMMER, "2026-Q3", opinions=[opinion("lũ", "TT")])
    province.files("an_hoa", opinions=[opinion("đất", "DD")])
    topics = summed(province).topics
    assert [(t.topic, t.opinions) for t in topics] == [("DD", 1), ("TT", 0)]
    assert topics[1].change is not None and topics[1].change.percent == Decimal("-100.0")
    assert topics[1].levels_before == {"normal": 1, "watch": 0, "hot": 0}


def test_recommendations_stand_by_addressee_and_earlier_ones_by_what_became_of_them(province: Province) -> None:
    receipt = province.files(
        "an_hoa",
        recommendations=[("Sửa cầu", "province"), ("Thông tin sớm", None), ("Mở đường", "province")],
        earlier=[("Nạo vét kênh", "commune", "resolved"), ("Cấp nước", "province", "ongoing")],
    )
    found = summed(province)
    assert [(line.addressee, line.recommendations, line.units) for line in found.recommendations] == [
        ("province", 2, 1),
        (None, 1, 1),
    ]
    assert [(item.text, item.report_id) for item in found.recommendations[0].items] == [
        ("Sửa cầu", receipt.report_id),
        ("Mở đường", receipt.report_id),
    ]
    ended = {line.result: (line.outcomes, line.settled, line.addressees) for line in found.outcomes}
    assert ended["resolved"] == (1, True, {"commune": 1})
    assert ended["ongoing"] == (1, False, {"province": 1})
    assert ended["unanswered"] == (0, False, {})


def test_a_draft_says_nothing_and_a_correction_replaces_what_was_said(province: Province) -> None:
    province.begins("binh_hoa", opinions=[opinion("nháp", "KT")])
    province.files("an_hoa", opinions=[opinion("cũ", "DD")])
    province.files("an_hoa", opinions=[opinion("mới", "MT")])
    found = summed(province)
    assert [t.topic for t in found.topics] == ["MT"]
    assert found.reports.now.received == 1


def test_only_the_branch_and_only_the_period_are_in_it(province: Province) -> None:
    province.appoints("Phúc", "trung_tam")
    province.files("trung_tam", opinions=[opinion("ở phường")], figures={"meetings": 5})
    province.files("an_hoa", SUMMER, "2026-Q3", opinions=[opinion("quý trước")], figures={"meetings": 2})
    province.files("an_hoa", figures={"meetings": 1})
    found = summed(province, root="bac")
    assert figure(found, "meetings").total == 1
    assert found.opinions is not None and found.opinions.opinions == 0


# Rights.


def test_the_office_sees_all_a_reviewer_the_branch_and_a_head_the_own_unit(province: Province) -> None:
    assert summed(province, "chi").reports.now.owed == 4
    assert summed(province, "dung", "bac").reports.now.owed == 3
    assert summed(province, "binh", "an_hoa").reports.now.owed == 1
    assert summed(province, None).reports.now.owed == 4


@pytest.mark.parametrize(
    ("who", "root"),
    [("an", "an_hoa"), ("an", "tinh"), ("em", "an_hoa"), ("binh", "binh_hoa"), ("binh", "bac"), ("dung", "tinh")],
)
def test_nobody_sees_more_than_the_post_allows(province: Province, who: str, root: str) -> None:
    with pytest.raises(Refusal, match="refused-right"):
        summed(province, who, root)


def test_a_head_gets_the_own_unit_without_what_stands_below_it(province: Province) -> None:
    below = Unit(kind="xa", name="Xã Dưới", folded="xa duoi", parent_id=province.cast["an_hoa"])
    province.door.write(lambda session: session.add(below))
    assert [line.name for line in summed(province, "binh", "an_hoa").units] == ["Xã An Hòa"]
    assert len(summed(province, "chi", "an_hoa").units) == 2


def test_a_post_that_ended_gives_no_right(province: Province) -> None:
    def end(session: Session) -> None:
        session.exec(select(Post).where(Post.officer_id == province.cast["chi"])).one().ended_at = AUTUMN

    province.door.write(end)
    with pytest.raises(Refusal, match="refused-right"):
        summed(province, "chi")


@pytest.mark.parametrize("period", ["2026-Q5", "2026", "2026-M12", "quý bốn", "2026-Q2", ""])
def test_a_period_that_is_not_asked_for_is_refused(province: Province, period: str) -> None:
    with pytest.raises(Refusal, match="refused-turn"):
        summed(province, period=period)


def test_an_unknown_duty_or_unit_is_refused(province: Province) -> None:
    asked = {"root_unit_id": province.cast["tinh"], "office": province.office, "period": "2026-Q4"}
    with pytest.raises(Refusal, match="refused-turn"):
        province.door.read(lambda s: summarise(s, LATE, None, "nothing", **asked))
    with pytest.raises(Refusal, match="refused-unit"):
        province.door.read(lambda s: summarise(s, LATE, None, "situation", **asked | {"root_unit_id": 99_999}))


# The object as JSON.

KEYS = [
    "schema",
    "duty",
    "form",
    "period",
    "previous",
    "made_at",
    "unit",
    "nominal_day",
    "last_good_day",
    "cutoff",
    "reports",
    "branches",
    "units",
    "late",
    "missing",
    "beyond",
    "choices",
    "figures",
    "checks",
    "shares",
    "hottest",
    "opinions",
    "topics",
    "hot_spots",
    "recommendations",
    "outcomes",
]


def test_the_json_keeps_its_keys_and_holds_plain_values(province: Province) -> None:
    province.files("an_hoa", SUMMER, "2026-Q3")
    province.files("an_hoa", opinions=[opinion("nóng", level="hot")], recommendations=[("Sửa cầu", None)])
    told = json.loads(json.dumps(summed(province).to_json()))
    assert list(told) == KEYS
    assert (told["schema"], told["period"], told["previous"]) == (1, "2026-Q4", "2026-Q3")
    assert told["made_at"] == "2026-12-18T02:00:00+00:00"
    assert told["last_good_day"] == "2026-12-15"
    assert told["reports"]["now"] == {
        "owed": 4,
        "received": 1,
        "on_time": 1,
        "late": 0,
        "missing": 3,
        "overdue": 3,
        "received_percent": 25.0,
        "on_time_percent": 25.0,
    }
    assert told["unit"]["name"] == "Tỉnh Mẫu"
    assert told["hot_spots"][0]["text"] == "nóng"
    assert told["recommendations"][0]["addressee"] is None
    handed = next(line for line in told["units"] if line["name"] == "Xã An Hòa")["handed_at"]
    assert handed == "2026-12-10T02:00:00+00:00"


# Which turn is in hand.


@pytest.mark.parametrize(
    ("moment", "periods"),
    [
        (datetime(2026, 12, 3, 16, 59, tzinfo=UTC), ["2026-Q3", "2026-Q4"]),
        (datetime(2026, 12, 3, 17, 0, tzinfo=UTC), ["2026-Q4", "2026-Q3"]),
        (datetime(2026, 12, 15, 3, 0, tzinfo=UTC), ["2026-Q4", "2026-Q3"]),
        (datetime(2026, 12, 16, 3, 0, tzinfo=UTC), ["2026-Q4", "2027-Q1", "2026-Q3"]),
        (datetime(2027, 3, 12, 3, 0, tzinfo=UTC), ["2027-Q1", "2026-Q4", "2026-Q3"]),
    ],
    ids=["before the first reminder", "on its day", "the last good day", "the day after", "next spring"],
)
def test_the_closed_turn_stays_in_hand_until_the_next_ones_first_reminder(
    province: Province, moment: datetime, periods: list[str]
) -> None:
    offered = province.door.read(turns.offered, moment, province.cast["chi"], "summary.read", province.office)
    assert [(duty, [period.code for period in found]) for duty, found in offered.duties] == [("situation", periods)]
    assert offered.roots == ((province.cast["tinh"], "Tỉnh Mẫu"),)


# What it costs.


def statements(door: Door, run: Any) -> list[str]:
    """The SQL that a use case sends."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(door.engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(door.engine, "before_cursor_execute", note)
    return sent


def whole_country(session: Session, communes: int) -> int:
    """34 provinces with so many communes in all; gives the number of the top."""
    session.add(
        Duty(
            code="situation",
            form="situation",
            first_period="2026-Q3",
            rule=DEFAULT_RULES["situation"].to_json(),
            ladder=ladder_to_json(DEFAULT_LADDER),
            owed_by=["xa"],
        )
    )
    session.execute(insert(Unit), [{"id": 1, "kind": "nuoc", "name": "Cả nước", "folded": "ca nuoc"}])
    provinces = [{"kind": "tinh", "name": f"Tỉnh {n}", "folded": f"tinh {n}", "parent_id": 1} for n in range(34)]
    session.execute(insert(Unit), [{"id": 2 + n, **row} for n, row in enumerate(provinces)])
    rows = [{"kind": "xa", "name": f"Xã {n}", "folded": f"xa {n}", "parent_id": 2 + n % 34} for n in range(communes)]
    session.execute(insert(Unit), [{"id": 100 + n, **row} for n, row in enumerate(rows)])
    return 1


def test_the_number_of_statements_does_not_grow_with_the_units(door: Door) -> None:
    office = door.read(offices.load, VIETNAM)
    root = door.write(whole_country, 10)
    asked = (LATE, None, "situation", "2026-Q4", root, office)
    small = statements(door, lambda: door.read(summarise, *asked))

    def grow(session: Session) -> None:
        more = [
            {"id": 1000 + n, "kind": "xa", "name": f"X {n}", "folded": f"x {n}", "parent_id": 2 + n % 34}
            for n in range(3311)
        ]
        session.execute(insert(Unit), more)

    door.write(grow)
    found: list[Summary] = []
    large = statements(door, lambda: found.append(door.read(summarise, *asked)))
    assert found[0].reports.now.owed == 3321
    assert len(large) == len(small) <= 25


def test_old_periods_are_not_read(province: Province, cast_of_old_reports: int) -> None:
    """On SQLite the planner tells how each statement finds its rows: none may walk a table that grows for ever."""
    if not province.door.is_sqlite:
        pytest.skip("asks SQLite's planner")
    province.files("an_hoa", opinions=[opinion("đất")])
    with province.door.engine.connect() as connection:
        plans = [
            row[3]
            for statement in dict.fromkeys(statements(province.door, lambda: summed(province)))
            if statement.lstrip().upper().startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN " + statement, tuple("x" for _ in range(statement.count("?")))
            )
        ]
    growing = ("report", "opinion", "figure", "recommendation", "outcome", "choice")
    walked = [plan for plan in plans for table in growing if plan.startswith(f"SCAN {table}")]
    assert plans and not walked


@pytest.fixture
def cast_of_old_reports(province: Province) -> int:
    """Ten years of reports of other periods."""
    unit, officer = province.cast["an_hoa"], province.cast["an"]
    old = [
        {
            "duty": "situation",
            "unit_id": unit,
            "unit_name": "Xã An Hòa",
            "period": f"{year}-Q{quarter}",
            "started_by": officer,
            "started_at": SUMMER - timedelta(days=year),
            "changed_at": SUMMER,
            "state": "submitted",
            "revision": 1,
            "handed_revision": 1,
            "versions": 1,
        }
        for year in range(2016, 2026)
        for quarter in range(1, 5)
    ]
    province.door.write(lambda session: session.execute(insert(Report), old))
    return len(old)


def test_what_a_code_means_that_the_form_no_longer_knows_is_still_counted(province: Province, cast: Cast) -> None:
    province.files("an_hoa", opinions=[opinion("a", "DD"), opinion("b", "DD", level="hot")])

    def rename(session: Session) -> None:
        for row in session.exec(select(Opinion)):
            row.topic = "OLD"

    province.door.write(rename)
    found = summed(province)
    assert [t.topic for t in found.topics] == ["OLD"]
    assert [spot.topic for spot in found.hot_spots] == ["OLD"]


@pytest.fixture
def cast(province: Province) -> Cast:
    return province.cast
