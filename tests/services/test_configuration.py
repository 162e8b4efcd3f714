"""配置包 (产品要求 6.4): seen old and new before it is taken, nothing older, nothing silent."""

import zipfile
from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.numbering import CASE_PATTERN
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.letter_draft import shipped_text
from gongkai_desktop.services import (
    exchange,
    exchange_members,
    exchange_parts,
    exchange_receive,
    first_run,
    lexicon,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.configuration_undo import (
    taken_configuration,
    withdraw_configuration,
)
from gongkai_desktop.services.exchange_content import CONFIGURATION_PART, as_json
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import open_workspace

DAY = date(2026, 11, 23)
SENTENCE = "{您}可以凭登记编号向{公开机构}查询办理情况，电话：{联系电话}。"
OURS = "{您}可以凭登记编号到县政务大厅查询办理情况。"
CALENDAR = {
    "year": 2027,
    "document": "国办发明电〔2026〕99号",
    "status": "official",
    "issued": None,
    "off": [{"name": "元旦", "start": "2027-01-01", "end": "2027-01-03"}],
    "work": ["2027-01-09"],
}


def office(folder, name, code):
    made = open_workspace(folder / f"{code}.gkt", today=DAY, create=True)
    save_unit(made, Unit(name=name, prefix="望", code=code))
    return made


@pytest.fixture
def county(tmp_path):
    made = office(tmp_path, "望山县政务公开办公室", "000")
    exchange_members.save_members(made, [exchange_members.Member(code="013", name="望山县水利局")])
    save_unit(made, attrs.evolve(the_unit(made), number_pattern=CASE_PATTERN))
    with made.change("下发") as change:
        change.calendars.put(2027, CALENDAR)
        changed = shipped_text("letters/A1").replace(SENTENCE, OURS)
        assert OURS in changed
        change.entries.put("office", "letters/A1", changed, "")
    yield made
    made.close()


@pytest.fixture
def bureau(tmp_path):
    made = office(tmp_path, "望山县水利局", "013")
    receipt = Event(type=EventType.RECEIVED, date=date(2026, 12, 14), channel="当面")
    late = attrs.evolve(made, today=date(2026, 12, 14))
    request_service.register(
        late,
        Request(
            register_no="",
            applicant=Applicant(name="李某二", phone="13000000002"),
            request_text="竣工验收报告",
            events=(receipt,),
        ),
    )
    yield made
    made.close()


def packed(county, tmp_path, name="配置.zwgk"):
    path = tmp_path / name
    return exchange.pack(county, PackageKind.CONFIGURATION, "2026", path).path


def looked(bureau, path):
    (answer,) = exchange_receive.receive(bureau, [path], dry_run=True)
    return answer


def test_everything_that_changes_stands_old_beside_new(county, bureau, tmp_path):
    answer = looked(bureau, packed(county, tmp_path))
    sides = {what: (now, then) for what, now, then in answer.changes}
    letter = next(what for what in sides if what.startswith("文书格式“A1"))
    assert sides[letter] == (SENTENCE, OURS)
    assert sides["文号格式"] == (the_unit(bureau).number_pattern, CASE_PATTERN)
    assert sides["单位清单"] == ("没有", "1个单位")
    assert "2027年放假安排" in sides
    assert sides["2026-001的答复期限"] == ("2027-01-12", "2027-01-11")


def test_nothing_changes_by_looking_and_all_of_it_by_taking(county, bureau, tmp_path):
    path = packed(county, tmp_path)
    with bureau.office.read() as reader:
        before = reader.audit.entries(1)[0].hash
    looked(bureau, path)
    with bureau.office.read() as reader:
        assert reader.audit.entries(1)[0].hash == before
    exchange_receive.receive(bureau, [path])
    now = bureau.reloaded()
    assert the_unit(now).number_pattern == CASE_PATTERN
    assert any(OURS in part.text for part in now.knowledge.forms.get("A1").parts if part.text)
    assert now.knowledge.calendar.is_workday(date(2027, 1, 9))
    assert looked(now, path).changes == ()


def test_what_the_office_changed_itself_stays_and_is_said_to_stay(county, bureau, tmp_path):
    save_unit(bureau, attrs.evolve(the_unit(bureau), number_pattern="{代字}〔{年}〕{序号}号"))
    path = packed(county, tmp_path)
    assert any(what == "文号格式（仍用本单位的）" for what, _, _ in looked(bureau, path).changes)
    exchange_receive.receive(bureau, [path])
    assert the_unit(bureau.reloaded()).number_pattern == "{代字}〔{年}〕{序号}号"


def test_an_older_package_is_refused_in_one_line(county, bureau, tmp_path):
    county = attrs.evolve(county, now=lambda: __import__("datetime").datetime(2026, 11, 1, 9))
    older = packed(county, tmp_path, "旧.zwgk")
    with county.change("下发") as change:
        change.calendars.put(2027, {**CALENDAR, "document": "国办发明电〔2026〕100号"})
    county = attrs.evolve(county, now=lambda: __import__("datetime").datetime(2026, 11, 20, 9))
    exchange_receive.receive(bureau, [packed(county, tmp_path, "新.zwgk")])
    answer = looked(bureau.reloaded(), older)
    assert answer.refused
    assert "2026-11-01 09:00" in answer.notes[0] and "旧" in answer.notes[0]


def test_files_not_yet_public_stay_with_the_county(county, tmp_path):
    lexicon.add_fact(
        county, FactKind.DOCUMENT, "关于某项未公开工作的请示报告", "望政发〔2026〕8号", "不予公开"
    )
    lexicon.add_fact(county, FactKind.POST, "望山县县长", "周某某")
    content = zipfile.ZipFile(packed(county, tmp_path)).read("data/configuration.json").decode()
    assert "未公开工作" not in content
    assert "周某某" in content


@pytest.mark.parametrize("spoil", ["cut", "changed", "other"])
def test_a_wrong_or_damaged_package_is_refused_in_one_line(county, bureau, tmp_path, spoil):
    path = packed(county, tmp_path)
    content = path.read_bytes()
    if spoil == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif spoil == "changed":
        at = len(content) // 3
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
    else:
        path.write_bytes(b"\x89PNG" + b"0" * 5000)
    answer = looked(bureau, path)
    assert answer.refused
    assert len(answer.notes) == 1 and "\n" not in answer.notes[0]


def test_the_first_run_brings_the_county_s_numbers_into_the_new_office(county, tmp_path):
    found = first_run.look_into(packed(county, tmp_path))
    assert found.units == (("013", "望山县水利局"),)
    assert any(note.startswith("文号格式") for note in found.notes)
    with pytest.raises(UserError):
        first_run.look_into(tmp_path / "没有.zwgk")


@pytest.fixture
def neighbour(tmp_path):
    made = office(tmp_path, "邻山县政务公开办公室", "900")
    save_unit(made, attrs.evolve(the_unit(made), number_pattern=CASE_PATTERN))
    yield made
    made.close()


def last_entry(workspace):
    with workspace.office.read() as reader:
        return reader.audit.entries(1)[0].hash


def test_another_county_s_package_changes_nothing_until_somebody_agrees(
    neighbour, bureau, tmp_path
):
    path = packed(neighbour, tmp_path)
    before = last_entry(bureau)
    (answer,) = exchange_receive.receive(bureau, [path])
    assert answer.refused
    assert "邻山县" in answer.notes[0] and "望山县" in answer.notes[0]
    assert last_entry(bureau) == before
    assert looked(bureau, path).doubts == answer.doubts
    (answer,) = exchange_receive.receive(bureau, [path], agreed=True)
    assert not answer.refused
    assert the_unit(bureau.reloaded()).number_pattern == CASE_PATTERN


def test_a_package_taken_back_leaves_all_as_it_was(county, bureau, tmp_path):
    before, pattern = bureau.knowledge, the_unit(bureau).number_pattern
    exchange_receive.receive(bureau, [packed(county, tmp_path)])
    now = bureau.reloaded()
    taken = taken_configuration(now)
    assert taken is not None and taken.unit == "望山县政务公开办公室" and taken.revocable
    done = withdraw_configuration(now)
    assert done.kept == ()
    assert [(str(one.old), str(one.new)) for one in done.moved] == [("2027-01-11", "2027-01-12")]
    after = bureau.reloaded()
    assert the_unit(after).number_pattern == pattern
    assert after.knowledge.forms.get("A1") == before.forms.get("A1")
    assert after.knowledge.calendar.is_workday(date(2027, 1, 9)) == before.calendar.is_workday(
        date(2027, 1, 9)
    )
    with after.office.read() as reader:
        assert exchange_members.members(reader) == []
    with pytest.raises(UserError):
        withdraw_configuration(after)


def test_what_was_changed_since_stays_and_is_named(county, bureau, tmp_path):
    exchange_receive.receive(bureau, [packed(county, tmp_path)])
    now = bureau.reloaded()
    other = {**CALENDAR, "work": ["2027-01-10"]}
    with now.change("导入放假安排：2027年") as change:
        change.calendars.put(2027, other)
    assert withdraw_configuration(now).kept == ("2027年放假安排",)
    with now.office.read() as reader:
        assert reader.calendars.get(2027) == other


def test_what_a_later_package_no_longer_hands_down_goes_back_to_the_shipped(
    county, bureau, tmp_path
):
    exchange_receive.receive(bureau, [packed(county, tmp_path, "一.zwgk")])
    with county.change("恢复") as change:
        change.entries.void("office", "letters/A1", "恢复")
    later = packed(county, tmp_path, "二.zwgk")
    sides = {what: (now, then) for what, now, then in looked(bureau.reloaded(), later).changes}
    letter = next(what for what in sides if what.startswith("文书格式“A1"))
    assert sides[letter] == (OURS, SENTENCE)
    exchange_receive.receive(bureau, [later])
    form = bureau.reloaded().knowledge.forms.get("A1")
    assert any(SENTENCE in part.text for part in form.parts if part.text)


def test_what_a_later_program_hands_down_besides_is_not_left_out_in_silence(
    county, bureau, tmp_path, monkeypatch
):
    made = exchange_parts.content_for(county, PackageKind.CONFIGURATION, "2026", None)
    body = {**made.body, "holidays_of_towns": []}
    part = {CONFIGURATION_PART: as_json(body)}
    later = attrs.evolve(made, body=body, parts=part)
    monkeypatch.setattr(exchange, "content_for", lambda *_: later)
    answer = looked(bureau, packed(county, tmp_path))
    assert answer.refused and "升级" in answer.notes[0]


def test_the_first_run_points_out_another_county_s_package(neighbour, tmp_path):
    found = first_run.look_into(packed(neighbour, tmp_path))
    assert found.doubts(Unit(name="邻山县水利局")) == ()
    (told,) = found.doubts(Unit(name="望山县水利局"))
    assert "邻山县" in told
