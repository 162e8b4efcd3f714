"""Builds the sample office (演示数据): invented requests, letters and tables, plainly marked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

import attrs

from gongkai_desktop.documents.files import make_folder
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.review.checklist import Answer, Reply
from gongkai_desktop.domain.review.item import FACTORY_LEVELS, SECRECY, Signature
from gongkai_desktop.library.demo import (
    SampleOffice,
    SampleReview,
    load_sample_ledgers,
    load_sample_office,
    load_sample_reviews,
)
from gongkai_desktop.services import (
    annual,
    annual_text,
    clock_sheet,
    letter,
    request_export,
    review_decide,
    review_desk,
)
from gongkai_desktop.services.clock import current_view
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.ledger_import import Candidate, bring_in
from gongkai_desktop.services.press import Press, the_press
from gongkai_desktop.services.request import find
from gongkai_desktop.services.unit import UNIT_SETTING, unit_to_record
from gongkai_desktop.services.workspace import (
    DEMO_SETTING,
    OPERATOR_SETTING,
    TODAY_SETTING,
    Workspace,
    open_workspace,
)
from gongkai_desktop.store import Change, Person, open_office

OFFICE_NAME = "office.gkt"
_WHOLE_YEAR = 2025
_SHEET_REQUESTS = ("2025-005", "2024-010", "2026-017")


@attrs.frozen(kw_only=True)
class DemoResult:
    """What was built: the office file, the letters, the tables and sheets."""

    office: Path
    letters: tuple[Path, ...]
    reports: tuple[Path, ...]


def create_office(location: Path) -> None:
    """A new sample office at ``location``, in place only when it is whole.

    Raises UserError where a file that is no sample office already stands there.
    """
    refuse_real_office(location)
    sample = load_sample_office()
    moment = datetime.combine(sample.today, time(9, 0))
    unfinished = location.with_name(f".{location.name}.未完成")
    unfinished.unlink(missing_ok=True)
    try:
        with (
            open_office(unfinished, create=True) as office,
            office.change("建立演示数据", operator="演示", at=moment) as change,
        ):
            _write_settings(change, sample)
            _write_requests(change, sample)
        _write_ledgers(unfinished, moment)
        unfinished.replace(location)
    finally:
        unfinished.unlink(missing_ok=True)


def refuse_real_office(location: Path) -> None:
    """Raise UserError where a location holds anything but a sample office."""
    if not location.exists():
        return
    with open_office(location) as office, office.read() as reader:
        if not reader.settings.get(DEMO_SETTING, False):
            raise UserError(
                f"{location} 是真实的数据文件，不能用演示数据覆盖", "请换一个文件夹建立演示数据"
            )


def _write_settings(change: Change, sample: SampleOffice) -> None:
    change.settings.put(UNIT_SETTING, unit_to_record(sample.unit))
    change.settings.put(DEMO_SETTING, True)
    change.settings.put(TODAY_SETTING, sample.today.isoformat())
    change.settings.put(OPERATOR_SETTING, sample.operator)
    for person in sample.people:
        change.people.add(Person(**attrs.asdict(person)))
    for year, figures in sample.figures.items():
        change.figures.put(year, dict(figures))


def _write_requests(change: Change, sample: SampleOffice) -> None:
    knowledge = load_knowledge()
    change.requests.add_many(
        (request, current_view(request, knowledge)) for request in sample.requests
    )
    for register_no, dispute in sample.disputes:
        change.disputes.add(find(change, register_no).id, dispute)


def _write_ledgers(location: Path, moment: datetime) -> None:
    """Ledger rows and items before publication, each through the same gate as a clerk's."""
    opened = open_workspace(location, operator="演示")
    workspace = attrs.evolve(opened, now=lambda: moment)
    try:
        for key, bodies in load_sample_ledgers().items():
            form = ledger_named(workspace, key)
            rows = [Candidate(sheet=form.title, row=at, body=one) for at, one in enumerate(bodies)]
            done = bring_in(workspace, form, rows)
            if done.errors:
                raise ValueError(f"sample ledger {key}: {done.errors[0].reason}")
        for sample in load_sample_reviews():
            _write_review(workspace, sample)
    finally:
        workspace.close()


_SECRECY_SIGNER = "庚某某"


def _write_review(workspace: Workspace, sample: SampleReview) -> None:
    item = review_desk.begin(workspace, sample.item)
    review_desk.put_up(workspace, item.id, [review_desk.pasted_draft(sample.text)])
    if sample.answered:
        shown = review_desk.opened(workspace, item.id)
        asked = [one.key for gate in shown.gates for one in gate.questions]
        replies = dict.fromkeys(asked, Reply(answer=Answer.YES))
        review_decide.reply(workspace, item.id, replies)
    if len(sample.signed) == len(FACTORY_LEVELS):
        secrecy = Signature(level=SECRECY, name=_SECRECY_SIGNER, day=workspace.today)
        review_decide.sign(workspace, item.id, secrecy)
    for level, name in zip(FACTORY_LEVELS, sample.signed, strict=False):
        signature = Signature(level=level, name=name, day=workspace.today)
        review_decide.sign(workspace, item.id, signature)


@contextmanager
def temporary_office() -> Iterator[Path]:
    """A sample office that lasts as long as the block."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        location = Path(folder) / OFFICE_NAME
        create_office(location)
        yield location


def build(folder: Path) -> DemoResult:
    """The sample office in ``folder`` with its letters, sheets and yearly tables."""
    make_folder(folder)
    location = folder / OFFICE_NAME
    create_office(location)
    workspace = open_workspace(location)
    try:
        press = the_press()
        letters = _write_letters(workspace, press, folder / "文书")
        reports = _write_reports(workspace, press, folder / "报表")
    finally:
        workspace.close()
    return DemoResult(office=location, letters=letters, reports=reports)


def _write_letters(workspace: Workspace, press: Press, folder: Path) -> tuple[Path, ...]:
    """Every form in both profiles, filled from a fitting sample request."""
    folder.mkdir(exist_ok=True)
    written: list[Path] = []
    for form in workspace.knowledge.forms:
        for profile in Profile:
            produced = letter.render(
                workspace.knowledge,
                press,
                load_sample_office().unit,
                form.code,
                {},
                profile=profile,
                today=workspace.today,
            )
            name = "审签稿" if profile == Profile.DRAFT else "用印稿"
            pdf = folder / f"{form.code}_{form.title}_{name}.pdf"
            docx = pdf.with_suffix(".docx")
            letter.write(press, produced, pdf, docx)
            written += [pdf, docx]
    return tuple(written)


def _write_whole_report(workspace: Workspace, folder: Path) -> list[Path]:
    """The last whole year's report as it would be published, text and all."""
    stem = f"{_WHOLE_YEAR}年政府信息公开工作年度报告"
    paths = {kind: folder / f"{stem}.{kind}" for kind in ("pdf", "docx", "html")}
    annual_text.write_documents(workspace, annual.compile_year(workspace, _WHOLE_YEAR), paths)
    return list(paths.values())


def _write_reports(workspace: Workspace, press: Press, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    written: list[Path] = []
    for year in (2024, 2025, 2026):
        path = folder / f"{year}年政府信息公开年报表格.xlsx"
        annual.write_workbook(workspace, annual.compile_year(workspace, year), path)
        written.append(path)
    written += _write_whole_report(workspace, folder)
    register = folder / "申请登记簿.xlsx"
    request_export.export_register(workspace, register)
    written.append(register)
    for number in _SHEET_REQUESTS:
        sheet = folder / f"期限演算单_{number}.pdf"
        clock_sheet.write_sheet(workspace, press, number, sheet)
        written.append(sheet)
    return tuple(written)
