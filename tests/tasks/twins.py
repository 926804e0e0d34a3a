"""Two communes of one name: nobody may guess which is meant."""

from datetime import date

from sqlmodel import Session

from storage.units import Unit
from tests.cast import Cast


def add_twins(session: Session, cast: Cast) -> None:
    """Xã Tân Thành of the district, and Xã Tân Thành right below the province."""
    for number, above in enumerate(("bac", "tinh"), start=1):
        row = {"kind": "xa", "name": "Xã Tân Thành", "folded": "xa tan thanh", "valid_from": date(2020, 1, 1)}
        session.add(Unit(code=f"TT{number}", parent_id=cast.units[above], **row))
