"""The second person sees both versions in the window and says which one counts."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from fake import FakePrompts
from PySide6.QtWidgets import QLabel

from gongkai_desktop.domain.collision import Clash
from gongkai_desktop.services import ledger
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.collision import CollisionDialog
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.request.particulars import ParticularSection
from gongkai_desktop.ui.request.records import RecordSection
from tests.hostile.scenario import MAIL, new_request


def test_both_versions_stand_side_by_side(app, qtbot) -> None:
    clash = Clash(title="电话", theirs="13000000009", mine="<b>13000000007</b>")
    dialog = CollisionDialog(None, "申请2026-001刚刚被别人改过：电话", [clash])
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [one.text() for one in dialog.findChildren(QLabel)]
    assert {"电话", "13000000009", "<b>13000000007</b>"} <= set(shown)


@pytest.mark.parametrize(("insists", "phone"), [(True, "13000000007"), (False, "13000000009")])
def test_the_second_desk_decides(app, qtbot, tmp_path: Path, insists: bool, phone: str) -> None:
    location = tmp_path / "公开台.gkt"
    first = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    number = request_service.register(first, new_request()).request.register_no
    second = open_workspace(location, today=date(2026, 11, 22), operator="戊某")
    prompts = FakePrompts()
    prompts.yes = insists
    context = context_of(second, prompts, ErrorDesk(prompts))
    section = ParticularSection(context)
    qtbot.addWidget(section)
    section.show_file(context.ports.register.open(number))
    seen = request_service.request_numbered(first, number)
    theirs = attrs.evolve(seen.applicant, phone="13000000009")
    request_service.amend(first, attrs.evolve(seen, applicant=theirs), seen=seen)
    mine = attrs.evolve(seen.applicant, phone="13000000007")
    section._save(attrs.evolve(seen, applicant=mine), None)
    (asked,) = [one for one in prompts.said if one[0] == "insist"]
    assert asked[2:] == ("电话|13000000009|13000000007",)
    assert request_service.request_numbered(first, number).applicant.phone == phone
    context.tasks.finish()
    first.close()
    second.close()


def test_a_record_of_a_request_that_two_desks_change(app, qtbot, tmp_path: Path) -> None:
    location = tmp_path / "公开台.gkt"
    first = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    number = request_service.register(first, new_request()).request.register_no
    row = ledger.add(first, "mail_in", {**MAIL, "request": number}).row
    second = open_workspace(location, today=date(2026, 11, 22), operator="戊某")
    prompts = FakePrompts()
    prompts.yes = False
    context = context_of(second, prompts, ErrorDesk(prompts))
    section = RecordSection(context)
    qtbot.addWidget(section)
    section.show_file(context.ports.register.open(number))
    section.reload()
    (line,) = [one for group in section._groups for one in group.lines]
    ledger.amend(first, row.id, {**row.body, "receiver": "甲某"}, row.body)
    section._save("mail_in", {**line.cells, "receiver": "乙某"}, line)
    (asked,) = [one for one in prompts.said if one[0] == "insist"]
    assert asked[2].endswith("|甲某|乙某")
    with first.office.read() as reader:
        assert ledger.the_row(reader, row.id).body["receiver"] == "甲某"
    context.tasks.finish()
    first.close()
    second.close()
