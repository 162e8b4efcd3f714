"""The audit in the data file: one entry per change, append-only, tampering named."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from sqlalchemy.exc import DBAPIError

from gongkai_desktop.domain.audit import GENESIS, row_hash
from gongkai_desktop.store import Office, open_office, recorder, schema
from gongkai_desktop.store.recorder import image_of


@pytest.fixture
def filled(office: Office, make_case, now: datetime) -> Office:
    with office.change("登记申请", operator="李四", at=now) as change:
        saved = change.requests.add(*make_case())
        change.attachments.add("request", saved.id, "申请表.pdf", "application/pdf", b"%PDF-1.7")
    with office.change("转办", operator="王五", at=now) as change:
        change.requests.save(attrs.evolve(saved, section="法规科"), make_case()[1])
    return office


def test_one_change_is_one_entry_with_rows_before_and_after(filled: Office) -> None:
    with filled.read() as reader:
        second, first = reader.audit.entries()
        (change,) = reader.audit.changes(2)
        assert reader.audit.head().hash == second.hash
        assert reader.audit.entries(since=1) == [second]
    assert (first.operator, first.use_case, first.at) == ("李四", "登记申请", "2026-11-22T09:30:00")
    assert (first.previous, second.previous) == (GENESIS, first.hash)
    assert change.before is not None
    assert change.after is not None
    assert {
        name: (change.before[name], change.after[name])
        for name in change.after
        if change.before[name] != change.after[name]
    } == {"section": ("", "法规科")}


def test_nothing_changed_nothing_written(filled: Office, make_case, now: datetime) -> None:
    with filled.change("保存", operator="李四", at=now) as change:
        request = change.requests.get("2026-001")
        assert request is not None
        change.requests.save(request, make_case()[1])
        change.drafts.put("letter", {"text": "未完"})
    with filled.read() as reader:
        assert reader.audit.head().seq == 2


def test_what_rows_do_not_show_is_noted(filled: Office, now: datetime) -> None:
    with filled.change("打印", operator="李四", at=now) as change:
        change.note(sheet="期限演算单", register_no="2026-001")
    with filled.read() as reader:
        assert reader.audit.entries(1)[0].notes["sheet"] == "期限演算单"
    assert filled.verify() == []


@pytest.mark.parametrize("table", ["audit", "audit_part"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET rows = 0", "DELETE FROM {}"])
def test_database_itself_refuses_to_rewrite(filled: Office, table: str, statement: str) -> None:
    with (
        filled._engine.connect() as connection,
        connection.begin(),
        pytest.raises(DBAPIError, match="append-only"),
    ):
        connection.exec_driver_sql(statement.format(table))


NO_GUARD = "".join(
    f"DROP TRIGGER {table}_no_{word};"
    for table in ("audit", "audit_part")
    for word in ("update", "delete")
)


@pytest.mark.parametrize(
    ("tampering", "what", "words"),
    [
        ("UPDATE request SET remarks = '改'", "程序外改动", "申请“2026-001”"),
        ("UPDATE event SET date = '2026-07-02'", "程序外改动", "事件"),
        ("UPDATE current_view SET due_date = '2026-12-31'", "程序外改动", "显示内容"),
        ("DELETE FROM item", "程序外删除", "申请事项"),
        (
            "INSERT INTO setting (id, key, value, row_hash) VALUES ('x', 'seal', '1', '')",
            "程序外增加",
            "设置“seal”",
        ),
        ("UPDATE attachment_chunk SET data = x'00'", "附件", "申请表.pdf"),
        ("DELETE FROM attachment_chunk", "附件", "申请表.pdf"),
        (NO_GUARD + "UPDATE audit SET operator = '赵六' WHERE seq = 1", "审计链", "第1条"),
        (NO_GUARD + "DELETE FROM audit WHERE seq = 1", "审计链", "第1条缺失"),
        (NO_GUARD + "DELETE FROM audit_part WHERE seq = 2", "审计内容", "第2条"),
        (NO_GUARD + "UPDATE audit_part SET body = x'00' WHERE seq = 1", "审计内容", "第1条"),
    ],
)
def test_tampering_is_named(
    filled: Office, location: Path, tampering: str, what: str, words: str
) -> None:
    assert filled.verify() == []
    filled.close()
    raw = sqlite3.connect(location)
    raw.executescript(tampering)
    raw.close()
    with open_office(location) as office:
        found = office.verify()
    assert any(damage.what == what and words in damage.detail for damage in found), found


def test_row_hash_written_along_does_not_hide_it(filled: Office, location: Path) -> None:
    """Whoever changes a row and its hash still contradicts the last image in the audit."""
    filled.close()
    raw = sqlite3.connect(location)
    raw.row_factory = sqlite3.Row
    raw.execute("UPDATE item SET void = 1")
    item = dict(raw.execute("SELECT * FROM item").fetchone())
    item |= {"void": True, "fields": {"title": "审批文件", "pages": 3}}
    raw.execute("UPDATE item SET row_hash = ?", (row_hash(image_of(item)),))
    raw.commit()
    raw.close()
    with open_office(location) as office:
        assert [damage.what for damage in office.verify()] == ["程序外改动"]


def test_rows_written_together_leave_the_trace_of_rows_written_singly(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of the entry, the rows and what the change tells of itself are the same."""
    monkeypatch.setattr(recorder, "PART_ROWS", 7)
    words = ("甲%s", "", "乙\n", "甲%s")
    rows: list[dict[str, Any]] = [
        {"id": f"{at:036d}", "name": words[at % 4], "roles": None if at % 3 else ["办公室", at]}
        for at in range(120)
    ]
    traces = []
    for place, together in (("a.gkt", True), ("b.gkt", False)):
        heard: list[int] = []
        hear = lambda rows, total, words, heard=heard: heard.append(rows)  # noqa: E731
        with open_office(tmp_path / place, create=True) as office:
            with office.change("登记人员", operator="丁某", at=now, report=hear) as change:
                pen = change.people.recorder
                if together:
                    pen.insert_many(schema.person, rows[:50])
                    pen.insert_many(schema.person, rows[50:])
                else:
                    for row in rows:
                        pen.insert(schema.person, row)
            assert office.verify() == []
            with office.read() as reader:
                traces.append((reader.audit.head(), reader.people.all(), heard))
    assert traces[0] == traces[1]
    assert traces[0][2] == [1, 51, 101]
