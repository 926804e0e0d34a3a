"""Who may do what to which unit, written out by hand: what the tests hold the program to, never computed from it.

Two provinces. Tỉnh Mẫu > Huyện Bắc > Xã An Hòa > Đoàn Thanh niên An Hòa, Xã Bình Hòa; Tỉnh Mẫu > Huyện Nam, Phường
Trung Tâm. Tỉnh Khác > Xã Khác.
"""

from collections.abc import Mapping

UNITS = ("tinh", "bac", "an_hoa", "doan", "binh_hoa", "nam", "trung_tam", "khac", "khac_xa")

NOBODY: frozenset[str] = frozenset()
COMMUNE = frozenset({"an_hoa"})
DISTRICT = frozenset({"bac", "an_hoa", "doan", "binh_hoa"})
PROVINCE = frozenset({"tinh", "bac", "an_hoa", "doan", "binh_hoa", "nam", "trung_tam"})
OTHER = frozenset({"khac", "khac_xa"})

WRITERS = ("reporter", "head", "on_leave", "stand_in")
ACTORS = ("stranger", "revoked", *WRITERS, "reviewer", "office", "admin", "elsewhere")
"""on_leave reports for An Hòa and is away, stand_in is head there and stands in; elsewhere is the office of Khác."""


def _row(
    writers: frozenset[str], reviewer: frozenset[str], office: frozenset[str], elsewhere: frozenset[str]
) -> dict[str, frozenset[str]]:
    row = {"stranger": NOBODY, "revoked": NOBODY, **dict.fromkeys(WRITERS, writers)}
    return {**row, "reviewer": reviewer, "office": office, "admin": office, "elsewhere": elsewhere}


HAND: Mapping[str, Mapping[str, frozenset[str]]] = {
    "report.write": _row(COMMUNE, NOBODY, NOBODY, NOBODY),
    "report.read": _row(COMMUNE, DISTRICT, PROVINCE, OTHER),
    "summary.read": {
        **_row(NOBODY, DISTRICT, PROVINCE, OTHER),
        "head": COMMUNE,
        "stand_in": COMMUNE,
    },
    "missing.read": _row(NOBODY, DISTRICT, PROVINCE, OTHER),
    "nudge.send": _row(NOBODY, DISTRICT, PROVINCE, OTHER),
    "invite.make": _row(NOBODY, NOBODY, PROVINCE, OTHER),
    "extension.grant": _row(NOBODY, NOBODY, PROVINCE, OTHER),
    "broadcast.send": _row(NOBODY, DISTRICT, PROVINCE, OTHER),
    "plan.manage": _row(NOBODY, NOBODY, PROVINCE, OTHER),
    "task.write": _row(COMMUNE, NOBODY, NOBODY, NOBODY),
    "task.read": _row(COMMUNE, DISTRICT, PROVINCE, OTHER),
    "task.manage": _row(NOBODY, NOBODY, PROVINCE, OTHER),
    "audit.read": _row(NOBODY, NOBODY, PROVINCE, OTHER),
}

MORE: Mapping[str, Mapping[str, frozenset[str]]] = {
    # Looking over a branch: who reports for one unit alone has no branch to look over.
    "branches": _row(NOBODY, DISTRICT, PROVINCE, OTHER),
    # The top of one's own branch, and nothing below it.
    "top": _row(NOBODY, frozenset({"bac"}), frozenset({"tinh"}), frozenset({"khac"})),
    # A broadcast that one writes; a nudge that one sent; a broadcast that one got.
    "author": {**_row(NOBODY, frozenset({"bac"}), frozenset({"tinh"}), frozenset({"khac"})), "admin": NOBODY},
    "nudger": {**_row(NOBODY, NOBODY, frozenset({"tinh"}), NOBODY), "admin": NOBODY},
    "got": _row(frozenset({"tinh", "bac"}), frozenset({"tinh"}), NOBODY, NOBODY),
    # Names no object: the office may, and sees its own branch.
    "anywhere": _row(NOBODY, NOBODY, frozenset(UNITS), frozenset(UNITS)),
    "nobody": _row(NOBODY, NOBODY, NOBODY, NOBODY),
}

MAY_SEE = HAND["report.read"]
"""Whose words an actor may see at all."""
