"""A long text in parts, each with the styles that fall into it."""

from hypothesis import given
from hypothesis import strategies as st

from channels.cut import Entity, cut
from reporting.text import utf16_len


def bold(offset: int, length: int) -> Entity:
    return {"type": "bold", "offset": offset, "length": length}


def styled(text: str, entity: Entity) -> str:
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def test_what_fits_stays_as_it_is() -> None:
    assert cut(" một ", (bold(1, 3),), 10) == [(" một ", (bold(1, 3),))]


def test_a_blank_text_gives_no_part() -> None:
    assert cut(" \n ", (), 10) == []


def test_styles_follow_their_words_into_the_parts() -> None:
    text = "một hai\n\nba bốn"
    parts = cut(text, (bold(4, 3), bold(9, 2)), whole=10, limit=8)
    assert [part for part, _ in parts] == ["một hai", "ba bốn"]
    assert [[styled(part, entity) for entity in entities] for part, entities in parts] == [["hai"], ["ba"]]


def test_a_style_across_the_cut_goes_on_behind_it() -> None:
    link = {"type": "text_link", "offset": 4, "length": 8, "url": "https://example.vn"}
    (first, styles), (second, more) = cut("một hai\n\nba bốn", (link,), whole=10, limit=8)
    assert styled(first, styles[0]) == "hai" and styled(second, more[0]) == "ba "
    assert styles[0]["url"] == more[0]["url"] == "https://example.vn"


@given(
    st.text(alphabet="aế😀 \n", min_size=1, max_size=120),
    st.lists(st.tuples(st.integers(0, 130), st.integers(1, 40)), max_size=4),
    st.integers(4, 30),
)
def test_every_part_fits_and_every_style_lies_inside_its_part(
    text: str, spans: list[tuple[int, int]], limit: int
) -> None:
    entities = tuple(bold(*span) for span in spans)
    for part, styles in cut(text, entities, whole=limit, limit=limit):
        assert 0 < utf16_len(part) <= limit
        for style in styles:
            if part != text:
                assert style["length"] > 0 and style["offset"] + style["length"] <= utf16_len(part)
