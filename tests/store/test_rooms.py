"""The smaller rooms of the data file: each keeps what it was given and tells it again."""

from __future__ import annotations

import io
from datetime import date, datetime

import attrs
import pytest
from sqlalchemy import func, select

from gongkai_desktop.domain.dispute import Dispute
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
)
from gongkai_desktop.store import LedgerRow, Office, Person, StoredLetter, schema


def test_settings_are_json_values(office: Office, now: datetime) -> None:
    with office.change("设置", operator="李四", at=now) as change:
        change.settings.put("unit", {"name": "某局", "seal_mm": 42})
        change.settings.put("demo", False)
        change.settings.put("unit", {"name": "某某局"})
    with office.read() as reader:
        assert reader.settings.get("unit") == {"name": "某某局"}
        assert reader.settings.get("demo", True) is False
        assert reader.settings.get("absent", 7) == 7
        assert reader.settings.all() == {"unit": {"name": "某某局"}, "demo": False}
    assert office.verify() == []


def test_numbers_run_by_series_and_year(office: Office, now: datetime) -> None:
    with office.change("编号", operator="李四", at=now) as change:
        taken = [change.counters.take("letter", 2026) for _ in range(3)]
        assert change.counters.take("letter", 2027) == 1
    assert taken == [1, 2, 3]
    with office.read() as reader:
        assert reader.counters.peek("letter", 2026) == 4
        assert reader.counters.peek("register", 2026) == 1


def test_people_leave_but_stay_on_record(office: Office, now: datetime) -> None:
    with office.change("人员", operator="李四", at=now) as change:
        person = change.people.add(Person(name="李四", post="公开专员", roles=("经办", "审核")))
        change.people.save(attrs.evolve(person, until=date(2026, 11, 30)))
    with office.read() as reader:
        (kept,) = reader.people.all()
    assert kept == attrs.evolve(person, until=date(2026, 11, 30))


def test_letter_keeps_its_words_and_what_it_was_made_from(
    office: Office, make_case, now: datetime
) -> None:
    composed = ComposedLetter(
        code="C1",
        title="某局政府信息公开告知书",
        addressee="张三",
        paragraphs=(Paragraph(text="经查", kind=ParagraphKind.HEADING_1, block="search", item=1),),
        enclosures=(Enclosure(name="复制件", pages=3),),
        letter_date=date(2026, 7, 20),
    )
    with office.change("文书", operator="李四", at=now) as change:
        request = change.requests.add(*make_case())
        letter = change.letters.add(
            StoredLetter(
                request_id=request.id,
                code="C1",
                composed=composed,
                facts={"申请人": "张三"},
                entries={"letters/C1": "ab12"},
                steps=({"post": "法规", "day": "2026-07-19"},),
            )
        )
        numbered = change.letters.save(attrs.evolve(letter, number="〔2026〕1号"))
    with office.read() as reader:
        assert reader.letters.get(letter.id) == numbered
        assert reader.letters.of_request(request.id) == [numbered]
        assert reader.letters.by_number("〔2026〕1号") == numbered
        assert reader.letters.get("no") is None
    assert office.verify() == []


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 600_001])
def test_same_content_is_kept_once(office: Office, now: datetime, size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    with office.change("附件", operator="李四", at=now) as change:
        first = change.attachments.add("request", "r1", "甲.bin", "", content)
        second = change.attachments.add("letter", "l1", "乙.bin", "", io.BytesIO(content))
    with office.read() as reader:
        assert reader.attachments.read(first.id) == content
        assert reader.attachments.read(second.id) == content
        assert reader.attachments.list("letter", "l1") == [second]
    with office._engine.connect() as connection:
        count = select(func.count()).select_from(schema.attachment_chunk)
        assert connection.execute(count).scalar_one() == -(-size // (256 * 1024))
    assert office.verify() == []


def test_entries_are_laid_over_and_taken_back(office: Office, now: datetime) -> None:
    with office.change("文书格式", operator="李四", at=now) as change:
        change.entries.put("office", "letters/C7", "text = 1", "f1")
        change.entries.put("county", "letters/C7", "text = 2", "f1")
        change.entries.put("office", "letters/C7", "text = 3", "f2")
        change.calendars.put(2027, {"off": ["2027-02-05"]})
    with office.read() as reader:
        entries = [(entry.layer, entry.text) for entry in reader.entries.all()]
        assert entries == [("county", "text = 2"), ("office", "text = 3")]
        assert reader.calendars.all() == ({"off": ["2027-02-05"]},)
        assert reader.calendars.get(2026) is None
    with office.change("恢复原格式", operator="李四", at=now) as change:
        change.entries.void("office", "letters/C7", "改用随程序提供的")
        assert change.entries.all("office") == []


def test_disputes_count_where_they_stand_in_the_year(
    office: Office, make_case, now: datetime
) -> None:
    """表三 counts disputes carried over; one ended later is 尚未审结 at the year's end."""
    with office.change("复议", operator="李四", at=now) as change:
        request = change.requests.add(*make_case())

        def add(received: date, concluded: date | None, result: str) -> Dispute:
            facts = Dispute(kind="review", received=received, concluded=concluded, result=result)
            return change.disputes.add(request.id, facts)

        add(date(2024, 12, 1), date(2025, 2, 1), "upheld")
        add(date(2025, 6, 1), date(2026, 2, 1), "corrected")
        open_one = add(date(2025, 12, 1), None, "")
        struck = add(date(2025, 3, 1), date(2025, 4, 1), "other")
        change.disputes.save(attrs.evolve(struck, void_reason="误录"))
    with office.read() as reader:
        assert reader.disputes.counts(2025) == {("review", "upheld"): 1, ("review", "pending"): 2}
        assert reader.disputes.counts(2026) == {
            ("review", "corrected"): 1,
            ("review", "pending"): 1,
        }
        assert open_one in reader.disputes.of_request(request.id)


def test_figures_and_frozen_reports(office: Office, now: datetime) -> None:
    with office.change("年报", operator="李四", at=now) as change:
        change.figures.put(2025, {"fees": "12.60", "penalties": 37}, section="执法科")
        change.figures.put(2025, {"penalties": 38}, section="法规科", supplied=date(2026, 1, 5))
        change.annual_reports.freeze(2025, {"table2": {"r1_new": {"natural": 3}}})
        change.annual_reports.freeze(2025, {"table2": {"r1_new": {"natural": 4}}})
    with office.read() as reader:
        assert reader.figures.get(2025) == {"fees": "12.60", "penalties": 38}
        sections = {figure.key: figure.section for figure in reader.figures.supplied(2025)}
        assert sections == {"fees": "执法科", "penalties": "法规科"}
        latest = reader.annual_reports.latest(2025)
        assert latest is not None
        assert (latest.version, latest.body["table2"]["r1_new"]["natural"]) == (2, 4)
        assert reader.annual_reports.latest(2024) is None


def test_ledger_rows_by_limit(office: Office, now: datetime) -> None:
    with office.change("台账", operator="李四", at=now) as change:
        late = change.ledgers.add(LedgerRow(ledger="tasks", title="无期限"))
        row = LedgerRow(ledger="tasks", due_date=date(2026, 12, 1), body={"units": ["办公室"]})
        soon = change.ledgers.add(row)
        done = change.ledgers.save(attrs.evolve(soon, done_date=date(2026, 11, 22)))
    with office.read() as reader:
        rows = reader.ledgers.rows("tasks")
        assert [one.id for one in rows] == [soon.id, late.id]
        found = reader.ledgers.get(soon.id)
    assert found is not None
    assert found.done_date == done.done_date
    assert found.updated == "2026-11-22T09:30:00"


def test_drafts_are_kept_and_forgotten(office: Office, now: datetime) -> None:
    with office.change("自动保存", operator="李四", at=now) as change:
        change.drafts.put("letter:1", {"text": "甲"})
        change.drafts.put("letter:1", {"text": "甲乙"})
    with office.read() as reader:
        draft = reader.drafts.get("letter:1")
        assert draft is not None
        assert draft.body == {"text": "甲乙"}
        assert reader.drafts.all() == [draft]
    with office.change("保存", operator="李四", at=now) as change:
        change.drafts.clear("letter:1")
        assert change.drafts.get("letter:1") is None
