"""A province of 122 communes and wards, each with one officer, and a plan of many tasks for all of them."""

from sqlmodel import Session

from reporting.text import fold
from storage.officers import Address, Officer, Post
from storage.units import Unit
from tests.cast import START

UNITS = 122


def settle(session: Session, count: int = UNITS) -> dict[str, int]:
    """The province (tinh), its office (chi) and so many communes and wards, every third one a ward."""
    top = Unit(kind="tinh", name="Tỉnh Mẫu", folded=fold("Tỉnh Mẫu"), code="TINH")
    session.add(top)
    session.flush()
    kinds = ["phuong" if n % 3 == 0 else "xa" for n in range(count)]
    names = [f"{'Phường' if kind == 'phuong' else 'Xã'} Số {n:03}" for n, kind in enumerate(kinds)]
    units = [
        Unit(kind=kind, name=name, folded=fold(name), parent_id=top.id, code=f"U{n:03}")
        for n, (kind, name) in enumerate(zip(kinds, names, strict=True))
    ]
    office = Officer(name="Phạm Thị Chi", title="Chuyên viên", created_at=START, consent_version="test")
    people = [Officer(name=f"Cán bộ {n:03}", created_at=START, consent_version="test") for n in range(count)]
    session.add_all([*units, office, *people])
    session.flush()
    session.add(Post(officer_id=office.id, unit_id=top.id, role="office", since=START))
    for n, (officer, unit) in enumerate(zip(people, units, strict=True)):
        session.add(Post(officer_id=officer.id, unit_id=unit.id, role="reporter", since=START))
        session.add(
            Address(
                officer_id=officer.id, channel="telegram", external_id=str(7000 + n), joined_at=START, seen_at=START
            )
        )
    session.flush()
    return {"tinh": top.id or 0, "chi": office.id or 0, **{f"u{n}": unit.id or 0 for n, unit in enumerate(units)}}


def plan(tasks: int) -> str:
    """A plan with so many tasks, all led by the communes and wards."""
    head = (
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH MẪU\nBAN THƯỜNG TRỰC\nSố: 80/KH-MTTQ-BTT\n\nMẫu, ngày 16 tháng 11 năm 2026\n\n"
        "KẾ HOẠCH\nCông tác Mặt trận năm 2027\n\nII. NHIỆM VỤ\n"
    )
    body = [
        f"{n}. {VERBS[n % len(VERBS)]} ở địa bàn số {n}\n"
        "- Đơn vị chủ trì: Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường.\n"
        f"- Thời gian hoàn thành: trước ngày {n % 28 + 1:02}/{n % 12 + 1:02}/2027.\n"
        for n in range(1, tasks + 1)
    ]
    return head + "".join(body)


VERBS = (
    "Rà soát hộ nghèo",
    "Vận động quỹ",
    "Giám sát đầu tư",
    "Tổ chức đối thoại",
    "Sơ kết phong trào",
    "Mở lớp tập huấn",
)
