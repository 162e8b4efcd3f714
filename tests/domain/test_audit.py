"""The audit chain: any change, gap or other order of entries breaks it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.audit import (
    GENESIS,
    AuditEntry,
    Images,
    body_hash,
    canonical,
    chain_breaks,
    entry_hash,
    row_hash,
    sealed,
)
from gongkai_desktop.domain.request import Stage

KEY = b"k" * 32


def chain(length: int, key: bytes | None = None) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for seq in range(1, length + 1):
        entry = AuditEntry(
            seq=seq,
            at="2026-11-22T09:00:00",
            operator="李四",
            use_case=f"登记{seq}",
            rows=seq,
            body_hash=body_hash([row_hash(str(seq))]),
            previous=entries[-1].hash if entries else GENESIS,
        )
        entries.append(sealed(entry, key))
    return entries


def test_one_spelling_for_equal_values() -> None:
    assert canonical({"b": date(2026, 7, 1), "a": Stage.VOID, "c": (1, None)}) == (
        '{"a":"作废","b":"2026-07-01","c":[1,null]}'
    )
    with pytest.raises(TypeError):
        canonical({"a": object()})


@pytest.mark.parametrize("key", [None, KEY])
@given(length=st.integers(0, 8))
def test_untouched_chain_holds(key: bytes | None, length: int) -> None:
    assert chain_breaks(chain(length, key), key) == []


@given(
    at=st.integers(0, 4),
    change=st.sampled_from(
        [{"operator": "赵六"}, {"at": "2026-01-01T00:00:00"}, {"rows": 99}, {"notes": {"x": 1}}]
    ),
    keyed=st.booleans(),
)
def test_any_altered_field_breaks_it(at: int, change: dict[str, object], keyed: bool) -> None:
    key = KEY if keyed else None
    entries = chain(5, key)
    entries[at] = attrs.evolve(entries[at], **change)
    assert any(f"第{at + 1}条的内容" in found for found in chain_breaks(entries, key))


@given(at=st.integers(0, 3))
def test_a_missing_entry_is_named(at: int) -> None:
    entries = chain(5)
    del entries[at]
    assert f"审计第{at + 1}条缺失，其后是第{at + 2}条" in chain_breaks(entries)


def test_rewritten_entry_breaks_the_next() -> None:
    entries = chain(3)
    entries[1] = sealed(attrs.evolve(entries[1], operator="赵六"))
    assert chain_breaks(entries) == ["审计第3条与前一条衔接不上"]


def test_keyed_chain_cannot_be_rewritten_without_the_key() -> None:
    entries = chain(1, KEY)
    forged = attrs.evolve(entries[0], operator="赵六")
    forged = attrs.evolve(forged, hash=entry_hash(forged))
    assert chain_breaks([forged], KEY)
    assert chain_breaks(entries, None)


class Flag(int):
    """A number of another type than int."""


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.sampled_from(Stage)
    | st.builds(Flag, st.integers())
)
values = st.recursive(
    scalars, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=5
)


@given(st.dictionaries(st.text(), values, min_size=2, max_size=8))
def test_images_of_many_rows_are_spelt_as_each_alone(row):
    assert Images(row).of(row) == canonical(row)
    assert Images(row).of({**row, "另外": 1}) == canonical(row) or "另外" in row


ODD = (
    1,
    True,
    1.0,
    "1",
    "true",
    "%s",
    None,
    date(2026, 7, 1),
    Stage.VOID,
    {},
    {"a": 1},
    {"a": True},
)


@given(st.lists(st.tuples(*[st.sampled_from(ODD) | values] * 3), max_size=6), st.integers(0, 3))
def test_images_of_a_batch_are_those_of_each_row(drawn, repeated):
    """What is equal and not the same (1 and true, a list that holds them) is not made one."""
    rows = [dict(zip(("一", "二", "%三"), one, strict=True)) for one in drawn]
    rows += rows[:1] * repeated
    assert Images(("一", "二", "%三")).of_all(rows) == [canonical(row) for row in rows]
