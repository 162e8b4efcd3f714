"""Packed texts answer as a list of them does."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.store.packed import Packed

texts = st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=5))
edges = st.none() | st.integers(-30, 30)


def packed(listed: list[str], size: int) -> Packed:
    parts = [listed[start : start + size] for start in range(0, len(listed), size)]
    return Packed(parts, size)


@given(texts, st.integers(1, 7), edges, edges, st.integers(-3, 3).filter(bool))
def test_as_a_list(listed: list[str], size: int, start, stop, step) -> None:
    ours = packed(listed, size)
    assert len(ours) == len(listed)
    assert list(ours) == listed
    assert ours == listed
    assert ours[start:stop:step] == listed[start:stop:step]
    assert [ours[at] for at in range(-len(listed), len(listed))] == listed * 2


def test_nothing_is_nothing() -> None:
    assert packed([], 3) == []
    assert packed([], 3)[:5] == []
    assert packed([""], 3) == [""]
