"""A small office in memory with the shape of the ports, for tests of the window."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import attrs
from fake_audit import FakeAudits
from fake_dispute import FakeDisputes
from fake_handover import FakeHandovers
from fake_papers import FakePapers
from fake_sign_in import FakeSignIn
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.annual.cells import COLUMN_NAMES
from gongkai_desktop.domain.annual.chart import Chart, Series
from gongkai_desktop.domain.annual.manual import ENTERED
from gongkai_desktop.domain.annual.placing import placings
from gongkai_desktop.domain.approval import check_chain
from gongkai_desktop.domain.calendar import LocalDays
from gongkai_desktop.domain.clock.rules import Conventions
from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.frequency import frequency_of
from gongkai_desktop.domain.law_lines import law_lines
from gongkai_desktop.domain.ledger.chase import Chase
from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.domain.letter.draft import FormDraft, FormState
from gongkai_desktop.domain.letter.evidence import UsualDays
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import Field, FieldKind
from gongkai_desktop.domain.letter.number_list import NumberState, NumberUse, number_lines
from gongkai_desktop.domain.next_step import NextStep
from gongkai_desktop.domain.numbering import check_pattern
from gongkai_desktop.domain.outcome import propose
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.request import (
    Applicant,
    ApplicantKind,
    CurrentView,
    Item,
    Request,
    RequestRow,
    Stage,
)
from gongkai_desktop.domain.review.checklist import Checklist
from gongkai_desktop.domain.review.item import Levels
from gongkai_desktop.domain.review.masking import CONCEALED, masked_field
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.urgency import Level, urgency_of
from gongkai_desktop.library.approval import load_factory_chain
from gongkai_desktop.library.checklists import load_masks, load_review_checklist
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.ledgers import load_ledgers
from gongkai_desktop.library.letter_draft import draft_text, own_parts, read_draft, shipped_text
from gongkai_desktop.library.letters import read_form_text
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.steps import load_step_texts
from gongkai_desktop.ui.bridge.printing import PrintingBridge
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.tasks import Tasks
from gongkai_desktop.ui.ports import (
    AmendmentLine,
    AnnualTables,
    CalendarHorizon,
    ClockSheet,
    CountedDay,
    Desk,
    DeskCounts,
    DutyLine,
    FileLine,
    ImportIssue,
    ImportPlan,
    ImportQuestion,
    ImportResult,
    ImportSheet,
    LetterChoice,
    LetterDraft,
    LetterLine,
    NoticeReading,
    OfficeFacts,
    PersonLine,
    Ports,
    RegisterLine,
    RegisterQuery,
    RenderedLetter,
    RequestFile,
    StateFilter,
)
from gongkai_desktop.ui.ports.annual import FigureLine, ReportText, TextLine, VersionLine
from gongkai_desktop.ui.ports.arrivals import ApplicantCard, EarlierLine
from gongkai_desktop.ui.ports.backup import BackupFacts
from gongkai_desktop.ui.ports.exchange import StandingLine
from gongkai_desktop.ui.ports.ledger import LedgerLine, LedgerOverview
from gongkai_desktop.ui.ports.records import Effect, FeeAsked, RecordGroup, ScanLine
from gongkai_desktop.ui.ports.search import Hit

TODAY = date(2026, 11, 22)
HANDLED = EventType.THIRD_PARTY_SENT


class Weekdays:
    """A calendar of plain weeks, enough for words in a list."""

    def workdays_between(self, start: date, end: date) -> int:
        days = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
        return sum(day.weekday() < 5 for day in days)


def make_request(no, name, text, received, section="征收科", kind=ApplicantKind.NATURAL, more=()):
    applicant = Applicant(
        name=name,
        kind=kind,
        id_kind="居民身份证",
        id_no="990101198001010014",
        phone="13000000015",
        address="望山县示例路15号",
    )
    events = (Event(type=EventType.RECEIVED, date=received, channel="邮寄(EMS/挂号)"), *more)
    return Request(
        register_no=no,
        applicant=applicant,
        request_text=text,
        events=events,
        items=(Item(no=1, text=text),),
        section=section,
        handler="丁某",
        mail_no="1000000026015",
        signer="门卫戊某",
        forwarded=received,
        delivery_form="邮寄",
        demo=True,
    )


def sample_requests() -> list[tuple[Request, CurrentView, str]]:
    """Requests with their views and why each date stands, in the shape of the sample office."""
    third = Event(
        type=EventType.THIRD_PARTY_SENT,
        date=date(2026, 11, 10),
        party="示例矿业二厂",
        letter_received=date(2026, 11, 11),
    )
    correction = Event(
        type=EventType.CORRECTION_NOTICE, date=date(2026, 11, 16), deadline=date(2026, 12, 7)
    )
    extension = Event(
        type=EventType.EXTENSION, date=date(2026, 11, 9), days=15, approved_by="办公室主任"
    )
    plain = "自收到次日起20个工作日"
    rows = [
        (
            make_request(
                "2026-015",
                "李某二",
                "G组2023年度征地补偿款拨付凭证（银行回单及明细）",
                date(2026, 10, 22),
            ),
            date(2026, 11, 19),
            plain,
        ),
        (
            make_request(
                "2026-016",
                "示例甲置业有限公司",
                "城东片区控制性详细规划局部调整的批复及专家论证意见",
                date(2026, 10, 27),
                "规划科",
                ApplicantKind.BIZ,
            ),
            date(2026, 11, 24),
            plain,
        ),
        (
            make_request(
                "2026-014",
                "韩某己",
                "A村2024年度第三批次城市建设用地征收的听证材料、社会稳定风险评估报告以及公告张贴照片",
                date(2026, 10, 20),
                more=(extension,),
            ),
            date(2026, 12, 8),
            "原期限11月17日，延长15个工作日",
        ),
        (
            make_request(
                "2026-019",
                "示例律师事务所",
                "示例矿业一厂采矿权出让收益缴纳情况",
                date(2026, 11, 16),
                "用途管制科",
                ApplicantKind.LEGAL_SVC,
            ),
            date(2026, 12, 14),
            plain,
        ),
        (
            make_request(
                "2026-020", "王某三", "本人宅基地审批档案", date(2026, 11, 20), "登记中心"
            ),
            date(2026, 12, 18),
            plain,
        ),
        (
            make_request(
                "2026-017",
                "己某",
                "示例矿业二厂采矿权延续登记申请材料全套",
                date(2026, 11, 6),
                "用途管制科",
                more=(third,),
            ),
            None,
            "征求示例矿业二厂意见，所需时间不计入",
        ),
        (
            make_request(
                "2026-018", "窦某庚", "旧城改造有关材料", date(2026, 11, 9), more=(correction,)
            ),
            None,
            "收到补正之日重新计算",
        ),
    ]
    waits = {
        "2026-017": ("第三方意见", date(2026, 12, 2), "暂停(征求意见中)"),
        "2026-018": ("补正", date(2026, 12, 7), "等待补正"),
    }
    found = []
    for request, due, why in rows:
        awaited, until, state = waits.get(request.register_no, ("", None, "计时"))
        view = CurrentView(
            stage=stage_of(request),
            received_date=request.received.date,
            channel=request.channel,
            clock_state=state,
            due_date=due,
            awaited=awaited,
            awaited_until=until,
        )
        found.append((request, view, why))
    for number in range(1, 14):
        received = date(2026, 1, 5) + timedelta(days=20 * number)
        ended = received + timedelta(days=24)
        done = (
            Event(type=EventType.DECIDED, date=ended),
            Event(type=EventType.REPLY_SENT, date=ended, method="邮寄"),
        )
        request = make_request(
            f"2026-{number:03d}",
            "张某一",
            f"A村2019年度征地批复及一书四方案（第{number}批）",
            received,
            "征收科",
            more=done,
        )
        view = CurrentView(
            stage=Stage.ANSWERED,
            received_date=received,
            clock_state="按期答复",
            due_date=ended,
            decided_date=ended,
            report_row="r3_1_open",
        )
        found.append((request, view, ""))
    return found


def one_page(words: str) -> bytes:
    """A sound PDF of one page."""
    buffer = BytesIO()
    page = Canvas(buffer)
    page.drawString(72, 700, words)
    page.save()
    return buffer.getvalue()


class FakeOffice:
    """Implements every port over a list in memory; ``calls`` remembers what was asked."""

    def __init__(self, demo: bool = True, empty: bool = False) -> None:
        self.demo = demo
        self.calls: list[tuple] = []
        self.doubts: dict[str, str] = {}
        self.undoing = FakeUndo()
        self.audits = FakeAudits()
        self.signing = FakeSignIn()
        self.filters: dict[str, RegisterQuery] = {}
        self.drafts: dict[str, dict[str, str]] = {}
        self.law = load_law_book()
        self.steps = load_step_texts()
        self.unit_kept = Unit(
            name="望山县自然资源局（虚构）",
            short_name="望山县资规局",
            government="望山县人民政府",
            superior="示例市自然资源局",
            court="望山县人民法院",
            prefix="望资",
            office_name="望山县自然资源局办公室",
            office_phone="000-13000000",
        )
        rows = [] if empty else sample_requests()
        self.requests = {request.register_no: (request, view, why) for request, view, why in rows}
        self.disputes = FakeDisputes(self, TODAY)

    def ports(self) -> Ports:
        return Ports(
            desktop=self,
            register=self,
            law=LawChoices(self.law),
            forms=FakeForms(),
            letters=FakeLetters(self),
            imports=FakeImport(),
            annual=FakeAnnual(self),
            settings=FakeSettings(self),
            secret=FakeSecret(),
            ledgers=FakeLedgers(),
            exchanges=FakeExchanges(),
            sections=FakeSections(),
            reviews=FakeReviews(),
            review_settings=FakeReviewSettings(),
            precedents=FakePrecedents(),
            backups=FakeBackups(),
            statistics=FakeStatistics(),
            disputes=self.disputes,
            papers=FakePapers(),
            handovers=FakeHandovers(TODAY),
            arrivals=FakeArrivals(self),
            records=FakeRecords(self),
            steps=FakeSteps(self),
            scans=FakeScans(),
            audits=self.audits,
            signing=self.signing,
            search=FakeSearch(),
            printing=PrintingBridge(None),
            undoing=self.undoing,
        )

    # Desktop
    def starting_words(self, left_behind):
        return ["上次没有正常退出"] if left_behind else []

    def write_diagnosis(self, path, report):
        path.write_text(report or "诊断", encoding="utf-8")

    def facts(self) -> OfficeFacts:
        return OfficeFacts(
            unit_name=self.unit_kept.name,
            demo=self.demo,
            today=TODAY,
            operator="丁某",
            calendar_until=date(2026, 12, 31),
            location="望山县.gkt",
            backed_up=datetime(2026, 11, 20, 17, 30),
        )

    def desk(self) -> Desk:
        lines = self._sorted(StateFilter.OPEN)
        waiting = tuple(line for line in lines if line.urgency.level == Level.WAITING)
        urgent = tuple(line for line in lines if line.urgency.level != Level.WAITING)
        late = sum(line.urgency.level == Level.OVERDUE for line in lines)
        near = sum(line.urgency.level in (Level.NEAR, Level.TODAY) for line in lines)
        return Desk(
            counts=DeskCounts(
                overdue=late,
                near=near,
                open=len(lines),
                waiting=len(waiting),
                closed_this_year=13,
                on_time=92,
                corrected=1,
            ),
            urgent=urgent,
            waiting=waiting,
            duties=(
                DutyDue(
                    key="annual",
                    title="公布上一年度年度报告",
                    due=date(2027, 1, 31),
                    source="《政府信息公开条例》第四十九条",
                    recordable=True,
                ),
                DutyDue(
                    key="calendar",
                    title="录入下一年放假安排",
                    due=date(2026, 12, 31),
                    source="国务院办公厅通知",
                ),
                DutyDue(
                    key="ledger/attendance/year",
                    title="公众代表列席会议",
                    due=date(2026, 12, 31),
                    done=3,
                    needed=5,
                    period="每年",
                    source="县政务公开办要求",
                    ledger="attendance",
                ),
            ),
            mail=(
                UnregisteredMail(
                    id="mail-1",
                    no="2026-001",
                    mail_no="1000000000901",
                    kind="EMS",
                    channel="邮寄(EMS/挂号)",
                    sender="某律师",
                    signer="门卫戊某",
                    signed=date(2026, 11, 19),
                    due=date(2026, 12, 17),
                ),
            ),
            near=3,
            horizon=CalendarHorizon(
                known_until=date(2026, 12, 31),
                computable_until=date(2027, 1, 29),
                missing_year=2027,
                affected=0,
            ),
        )

    def desk_page(self) -> bytes:
        return one_page("desk")

    def record_duty(self, duty, day, evidence):
        self.calls.append(("duty done", duty.key, day, evidence))

    def switch_duty(self, key, off_reason):
        self.calls.append(("duty off", key, off_reason))

    def duty_lines(self):
        return [
            DutyLine(key="annual", title="公布年度报告", source="条例第四十九条"),
            DutyLine(key="quarterly", title="季度统计", source="本级要求", day=6),
            DutyLine(key="review", title="审查", source="条例第十八条", off_reason="没有此类信息"),
        ]

    def move_duty(self, key, day):
        self.calls.append(("duty day", key, day))

    def find(self, query):
        self.calls.append(("find", query))
        keys = {
            "register_no": lambda line: line.row.register_no,
            "received": lambda line: line.row.view.received_date,
            "applicant": lambda line: line.row.applicant,
            "text": lambda line: line.row.request_text,
            "stage": lambda line: line.row.view.stage.value,
            "section": lambda line: line.row.section,
        }
        lines = self._sorted(query.state, query.text)
        if query.sort in keys:
            lines = sorted(lines, key=keys[query.sort])
        found = [
            line.row.register_no
            for line in lines
            if (not query.section or line.row.section == query.section)
            and (not query.kind or line.row.applicant_kind == query.kind)
            and (query.year is None or line.row.view.received_date.year == query.year)
        ]
        return found[::-1] if query.descending else found

    def lines(self, register_nos):
        return [self._line(number) for number in register_nos]

    def years(self):
        return [2026] if self.requests else []

    def sections(self):
        return sorted({request.section for request, _, _ in self.requests.values()})

    def saved_filters(self):
        return self.filters

    def save_filter(self, name, query):
        self.filters[name] = query

    def drop_filter(self, name):
        del self.filters[name]

    def open(self, register_no):
        request, view, _ = self.requests[register_no]
        line = self._line(register_no)
        days = tuple(
            CountedDay(
                day=view.received_date + timedelta(days=n),
                number=None
                if n == 0 or (view.received_date + timedelta(days=n)).weekday() > 4
                else n,
                why="收到申请，当日不计"
                if n == 0
                else "工作日"
                if (view.received_date + timedelta(days=n)).weekday() < 5
                else "周末",
            )
            for n in range(29)
        )
        clock = ClockSheet(
            status=view.clock_state,
            due=view.due_date,
            awaited=view.awaited,
            awaited_until=view.awaited_until,
            used_workdays=16,
            remaining_workdays=4,
            milestones={"补正告知最后日": date(2026, 11, 2)},
            warnings=("期限已过2个工作日，请尽快答复并说明情况",)
            if line.urgency.level == Level.OVERDUE
            else (),
            days=days,
        )
        closed = line.urgency.level == Level.CLOSED
        return RequestFile(
            request=request,
            view=view,
            placed=placings(view, request.applicant.kind, TODAY.year),
            urgency=line.urgency,
            clock=clock,
            steps=() if closed else self._steps(view),
            fitting=()
            if closed
            else (
                EventType.THIRD_PARTY_SENT,
                EventType.EXTENSION,
                EventType.DECIDED,
                EventType.WITHDRAWN,
            ),
            letters=(
                LetterLine(
                    id="1",
                    code="A1",
                    title="登记回执",
                    number="望资公开回〔2026〕15号",
                    made=date(2026, 10, 22),
                    state="已发出",
                ),
            ),
            files=(
                FileLine(
                    id="1",
                    name="申请书扫描件.pdf",
                    size=312_400,
                    added=date(2026, 10, 22),
                    kind="申请书",
                ),
                FileLine(
                    id="2",
                    name="EMS信封正面.jpg",
                    size=1_812_400,
                    added=date(2026, 10, 22),
                    kind="信封",
                ),
            ),
            amendments=(
                AmendmentLine(
                    when=datetime(2026, 10, 23, 9, 12),
                    who="丁某",
                    what="更改登记内容：承办科室",
                    before="办公室",
                    after="征收科",
                ),
            ),
            concealed={
                name: masked_field(load_masks(), name, getattr(request.applicant, name))
                for name in CONCEALED
            },
        )

    def register(self, request, mail="", judged=None):
        self.calls.append(("register", request))
        if mail:
            self.calls.append(("mail", mail, "2026-021"))
        entered = attrs.evolve(request, register_no="2026-021")
        view = CurrentView(received_date=request.received.date, due_date=date(2026, 12, 18))
        self.requests["2026-021"] = (entered, view, "")
        return self.open("2026-021")

    def keep_draft(self, key, words):
        self.drafts[key] = dict(words)

    def draft(self, key):
        return self.drafts.get(key, {})

    def drop_draft(self, key):
        self.drafts.pop(key, None)

    def notes_on(self, request):
        late = request.applicant.agent
        return ["填写了代理人，请核对是否附有授权委托书，没有的可以告知补正"] if late else []

    def record_event(self, register_no, event, corrected_text=""):
        self.calls.append(("event", register_no, event))
        request, view, why = self.requests[register_no]
        grown = attrs.evolve(request, events=(*request.events, event))
        self.requests[register_no] = (grown, attrs.evolve(view, stage=stage_of(grown)), why)
        return self.open(register_no)

    def answer_items(self, register_no, items, row, seen=None):
        self.calls.append(("items", register_no, items, row))
        request, view, why = self.requests[register_no]
        self.requests[register_no] = (attrs.evolve(request, items=items, row=row), view, why)
        return self.open(register_no)

    def amend(self, request, receipt=None, seen=None):
        if receipt:
            self.calls.append(("receipt", request.register_no, receipt))
        self.calls.append(("amend", request))
        _, view, why = self.requests[request.register_no]
        self.requests[request.register_no] = (request, view, why)
        return self.open(request.register_no)

    def void(self, register_no, reason):
        self.calls.append(("void", register_no, reason))
        return self.open(register_no)

    def attach(self, register_no, path, report):
        self.calls.append(("attach", register_no, path))
        return self.doubts.get(path.name, "")

    def save_attachment(self, file_id, path):
        self.calls.append(("save", file_id, path))

    def clock_sheet(self, register_no):
        return letter_pdf("期限演算单")

    def export(self, query, path, report):
        self.calls.append(("export", query, path))

    def _steps(self, view):
        texts = self.steps
        if view.awaited:
            return (
                NextStep(
                    key="correction_returned",
                    text=texts["correction_returned"],
                    event=EventType.CORRECTION_RETURNED,
                    by=view.awaited_until,
                    main=True,
                ),
                NextStep(
                    key="correction_lapsed",
                    text=texts["correction_lapsed"],
                    event=EventType.CORRECTION_LAPSED,
                ),
            )
        return (
            NextStep(key="examine", text=texts["examine"], by=view.due_date, main=True),
            NextStep(key="receipt", text=texts["receipt"], letter="A1"),
            NextStep(key="consult", text=texts["consult"], event=EventType.THIRD_PARTY_SENT),
            NextStep(
                key="extend",
                text=texts["extend"],
                letter="B3",
                event=EventType.EXTENSION,
                by=view.due_date,
            ),
            NextStep(key="withdraw", text=texts["withdraw"], event=EventType.WITHDRAWN),
        )

    def _line(self, register_no):
        request, view, why = self.requests[register_no]
        row = RequestRow(
            id=register_no,
            register_no=register_no,
            applicant=request.applicant.name,
            applicant_kind=request.applicant.kind,
            request_text=request.request_text,
            section=request.section,
            handler=request.handler,
            view=view,
        )
        return RegisterLine(row=row, urgency=urgency_of(view, Weekdays(), TODAY), why=why)

    def _sorted(self, state, text=""):
        order = list(Level)
        lines = [self._line(number) for number in self.requests]
        groups = {
            StateFilter.OVERDUE: {Level.OVERDUE},
            StateFilter.NEAR: {Level.NEAR, Level.TODAY},
            StateFilter.WAITING: {Level.WAITING},
            StateFilter.CLOSED: {Level.CLOSED},
            StateFilter.CLOSED_THIS_YEAR: {Level.CLOSED},
            StateFilter.OPEN: set(Level) - {Level.CLOSED},
        }
        lines = [
            line
            for line in lines
            if line.urgency.level in groups.get(state, set(Level))
            and (not text or text in line.row.request_text or text in line.row.applicant)
        ]
        return sorted(
            lines,
            key=lambda line: (order.index(line.urgency.level), line.row.view.due_date or TODAY),
        )


class FakeRecords:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        self._forms = {form.key: form for form in load_ledgers()}

    def groups(self, register_no):
        line = LedgerLine(
            id="row-1",
            no="2026-001",
            status="等待反馈",
            due=date(2026, 11, 18),
            overdue=True,
            cells={"request": register_no, "kind": "批办", "section": "征收科"},
        )
        return [
            RecordGroup(form=self._forms["assignments"], lines=(line,), slip="批办单"),
            RecordGroup(form=self._forms["searches"], lines=(), slip="检索记录单"),
        ]

    def blank(self, register_no, ledger):
        return {"request": register_no, "date": "2026-11-22", "kind": "批办", "person": "丁某"}

    def save(self, register_no, ledger, row_id, words, seen=None):
        self._office.calls.append(("record", register_no, ledger, row_id, words))
        return ()

    def slip(self, register_no, ledger, row_id):
        self._office.calls.append(("slip", register_no, ledger, row_id))
        return letter_pdf("批办单")

    def to_chase(self):
        def owed(number, section, late):
            return Chase(
                register_no=number,
                text="规划图",
                section=section,
                reply_by=date(2026, 11, 18),
                due=date(2026, 12, 1),
                times=0,
                late=late,
                pressing=late,
            )

        return [owed("2026-015", "征收科", True), owed("2026-016", "规划科", False)]

    def chase(self, chosen, reply_by):
        self._office.calls.append(("chase", [one.register_no for one in chosen], reply_by))
        return letter_pdf("催办单")


class FakeScans:
    def __init__(self) -> None:
        self.found: list[ScanLine] = []

    def folder(self):
        return self.found[0].path.parent if self.found else None

    def set_folder(self, folder):
        self.found = [
            ScanLine(path=path, size=9, written=datetime(2026, 11, 22, 9, 30))
            for path in sorted(folder.iterdir())
        ]

    def fresh(self, report):
        return self.found


class FakeSteps:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        self.refusal = ""

    def effect(self, register_no, event):
        return Effect(refusal=self.refusal, status="计时", due=date(2026, 12, 18))

    def fee_count(self, register_no):
        return (14, 0)

    def fee(self, basis, count, charged, day):
        return FeeAsked(amount=400, words="第11件至第14件共4件，每件100元，计400元")

    def strike_event(self, register_no, event_id, reason):
        self._office.calls.append(("strike", register_no, event_id, reason))
        return self._office.open(register_no)


class FakeArrivals:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office

    def mail(self):
        return []

    def similar(self, name, id_no, text):
        return [
            EarlierLine(
                line=self._office._line(number),
                outcome="予以公开",
                same_person=name == request.applicant.name,
                repeats=name == request.applicant.name and text == request.request_text,
            )
            for number, (request, _, _) in self._office.requests.items()
            if (name and name == request.applicant.name) or (text and text in request.request_text)
        ]

    def applicant(self, name, id_no):
        lines = tuple((self._office._line(no), "予以公开") for no in self._office.requests)
        asked = [(TODAY, 1) for _ in lines]
        return ApplicantCard(name=name, lines=lines, frequency=frequency_of(asked, TODAY))

    def applicant_sheet(self, name, id_no):
        return letter_pdf("申请人申请情况统计表")

    def blank_form(self):
        return letter_pdf("申请表")


class LawChoices:
    def __init__(self, law) -> None:
        self._law = law

    def grounds(self, day):
        return self._law.grounds_at(day)

    def rows(self):
        return self._law.rows

    def propose(self, items, day):
        return propose(items, self._law, day)

    def articles(self, ground, day):
        return "、".join(map(self._law.cite, self._law.ground(ground, day).citations))


def letter_pdf(title: str, words: str = "") -> bytes:
    """A plain page with a title and some lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "fake" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("fake", str(resource("fonts", "FandolFang-GB2312.ttf"))))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595.3, 841.9), initialFontName="fake")
    canvas.setFont("fake", 22)
    canvas.drawCentredString(297, 700, title)
    canvas.setFont("fake", 16)
    for at in range(14):
        canvas.drawString(
            80, 640 - at * 29, (words or "经检索，您申请公开的政府信息如下所述，现答复如下") + "。"
        )
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


NUMBERS = (
    NumberUse(number="望资公开答〔2026〕1号", state=NumberState.USED, title="答复书"),
    NumberUse(
        number="望资公开答〔2026〕2号", state=NumberState.VOID, title="答复书", note="名称写错"
    ),
    NumberUse(number="望资公开答〔2026〕4号", state=NumberState.USED, title="答复书"),
)


class FakeLetters:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        self.rendered: list[tuple] = []
        self.typed: dict[tuple[str, str], dict] = {}
        self.steps = load_factory_chain()
        self.explained: dict[str, str] = {}

    def choices(self, register_no):
        return (
            LetterChoice(code="C12", title="政府信息不存在告知书", proposed=True),
            LetterChoice(code="A1", title="登记回执"),
            LetterChoice(code="B3", title="延长答复期限告知书"),
        )

    def draft(self, register_no, code, letter_id=""):
        request = self._office.requests[register_no][0]
        help_text = "写明在哪里、用什么关键词和期间检索，结果如何。"
        fields = (
            Field(name="applicant", label="申请人"),
            Field(name="received_date", label="收到日期", kind=FieldKind.DATE),
            Field(
                name="request_text",
                label="申请内容",
                sample="关于某项目的全部审批材料及其附件和往来函件",
            ),
            Field(
                name="delivery", label="送达方式", kind=FieldKind.CHOICE, choices=("邮寄", "当面")
            ),
            Field(
                name="search",
                label="检索情况",
                item=True,
                help=help_text,
                sample="经检索本机关档案室2019年至2024年全部征收类案卷",
            ),
        )
        values = {
            "applicant": request.applicant.name,
            "received_date": request.received.date,
            "request_text": request.request_text,
            "delivery": "邮寄",
            "items": [{"text": request.request_text, "ground": "not_exist", "search": ""}],
        }
        return LetterDraft(
            code=code,
            title="政府信息不存在告知书",
            fields=fields,
            values=values,
            item_fields=(tuple(one for one in fields if one.item),),
            known=frozenset({"applicant", "received_date", "request_text"}),
        )

    def chain(self):
        return self.steps

    def save_chain(self, chain):
        check_chain(chain)
        self.steps = chain

    def number_years(self):
        return (2026, 2025)

    def numbers(self, year):
        return number_lines(NUMBERS, {("望资公开答", 2026): 4}, self.explained, year)

    def usual_signer(self, step):
        return ""

    def explain_number(self, number, reason):
        self.explained[number] = reason

    def write_numbers(self, year, path: Path):
        path.write_bytes(b"%PDF")

    def keep_typing(self, register_no, code, values, letter_id=""):
        self.typed[register_no, code] = dict(values)
        return True

    def render(self, register_no, code, values, final, letter_id=""):
        self.rendered.append((register_no, code, dict(values), final))
        finding = Finding(rule="F01", severity=Severity.ERROR, message="第1项没有填写检索情况")
        searched = all(item.get("search") for item in values.get("items", ()))
        pdf = letter_pdf("政府信息不存在告知书")
        return RenderedLetter(pdf=pdf, pages=1, findings=() if searched else (finding,))

    def places(self, pdf, words):
        from gongkai_desktop.documents.page_image import places_of

        return places_of(pdf, words)


class FakeImport:
    def plan(self, path, report):
        return ImportPlan(
            path=path,
            sheets=(
                ImportSheet(
                    name="2024年",
                    header_row=3,
                    mapping={
                        "编号": "register_no",
                        "收到日期": "received_date",
                        "申请人": "applicant",
                        "申请内容": "request_text",
                        "办理结果": "outcome",
                        "经办": "",
                    },
                    preview=(
                        ("1", "2024.1.4", "张某一", "A村2019年度征地批复", "予以公开", "丙"),
                        ("2", "2024年1月18日", "李某二", "城区控规批复", "不予公开", "丙"),
                    ),
                    rows=18,
                ),
            ),
            fields={
                "register_no": "登记号",
                "received_date": "收到日期",
                "applicant": "申请人",
                "request_text": "申请内容",
                "outcome": "办理结果",
            },
        )

    def run(self, plan, answers, dry, report):
        report(1, 2, "读取第 1 行")
        outcome = ImportQuestion(
            column="办理结果",
            value="不予公开",
            times=3,
            choices=(
                ("r3_3_1", "不予公开-属于国家秘密"),
                ("r3_3_4_third_party", "不予公开-保护第三方合法权益"),
            ),
        )
        kind = ImportQuestion(
            column="申请人类型",
            value="法人",
            times=2,
            choices=(("biz", "商业企业"), ("other_org", "其他")),
            later="先记为其他",
        )
        issue = ImportIssue(
            sheet="2024年",
            row=9,
            column="收到日期",
            reason="“2024-13-01”不是有效日期，请改正后再导入",
        )
        return ImportResult(
            imported=17, skipped=0, errors=(issue,), questions=(outcome, kind) if dry else ()
        )

    def export_issues(self, result, path):
        path.write_text("", encoding="utf-8")


class FakeAnnual:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        self.changed: dict[str, tuple[str, str]] = {}
        self.supplied: dict[str, tuple[str, str]] = {}
        self.written: dict[str, str] = {}
        self.kept: list[VersionLine] = []

    def years(self):
        return [2026, 2025] if self._office.requests else []

    def compile(self, year):
        law = self._office.law
        lines = [("r1_new", "一、本年新收政府信息公开申请数量", (16, 2, 0, 0, 2, 0, 20))]
        lines.append(("r2_carried", "二、上年结转政府信息公开申请数量", (1, 0, 0, 0, 0, 0, 1)))
        for row in law.rows:
            figures = (3, 0, 0, 0, 0, 0, 3) if row.key == "r3_1_open" else (0,) * 7
            lines.append((row.key, f"　{row.full_label}", figures))
        return AnnualTables(
            year=year,
            columns=tuple(COLUMN_NAMES.items()),
            table1=(
                ("rules_made", "规章　本年制发件数", ("0",)),
                ("licence_decisions", "行政许可　本年处理决定数量", ("355",)),
            ),
            table2=tuple(lines),
            table3=(
                ("行政复议", (1, 0, 0, 1, 2)),
                ("未经复议直接起诉", (0, 0, 0, 0, 0)),
                ("复议后起诉", (0, 1, 0, 0, 1)),
            ),
            violations=(("S03", False, "表二 上年结转", "与上年报告的结转下年度数不同，请核对"),),
            changed=self.changed,
        )

    def behind(self, year, row, column):
        return self._office._sorted(StateFilter.CLOSED)[:3]

    def addressee(self):
        return "望山县人民政府办公室"

    def write_cover(self, year, path, number="", addressee="", day=None):
        self.covers = (number, addressee, day)
        path.write_bytes(b"letter")

    def disputes_behind(self, year, block, result):
        found = self._office.disputes.listing(None)
        mine = [one for one in found if one.dispute.kind == block]
        return [one for one in mine if result in ("total", one.dispute.result_in(year))]

    def change(self, year, path, value, reason):
        if not reason.strip():
            raise UserError("更改须写明理由", "理由会印在差异说明上")
        self.changed[path] = (value, reason)

    def restore(self, year, path):
        del self.changed[path]

    def figures(self, year):
        return [
            FigureLine(
                key=key,
                title=title,
                value=self.supplied.get(key, ("", ""))[0],
                section=self.supplied.get(key, ("", ""))[1],
            )
            for key, title in ENTERED.items()
        ]

    def enter(self, year, values, section):
        if not section:
            raise UserError("请写明是哪个科室提供的数", "填报数要能找到提供的科室")
        self.supplied |= {key: (value, section) for key, value in values.items()}

    def text(self, year):
        parts = tuple(
            TextLine(
                key=key,
                section="一、总体情况",
                title=title,
                written=self.written.get(key, "本年新收{新收}件。"),
                words=self.written.get(key, "本年新收{新收}件。").replace("{新收}", "20"),
                state="已改写" if key in self.written else "草稿",
            )
            for key, title in (("1.1", "（一）主动公开"), ("1.2", "（二）依申请公开"))
        )
        return ReportText(
            parts=parts,
            numbers=(("新收", "20"), ("办结", "14")),
            told=(),
            promised=("一是加强培训",),
            hints=("复议纠正1件，可以写明原因和整改",),
            length=18,
            limit=1000,
        )

    def write(self, year, key, text):
        self.written[key] = text
        if not text:
            del self.written[key]

    def charts(self, year):
        now, before = (Series(name=f"{one}年", values=(3, 1)) for one in (year, year - 1))
        return [Chart(title="办理结果", labels=("予以公开", "其他"), series=(now, before))]

    def versions(self, year):
        return self.kept

    def freeze(self, year, reason):
        number = len(self.kept) + 1
        line = VersionLine(
            number=number, at="2027-01-08 09:00", fingerprint="a" * 64, reason=reason, intact=True
        )
        self.kept.append(line)
        return line

    def export(self, year, path):
        path.write_bytes(b"xlsx")


class FakeSettings:
    def __init__(self, office: FakeOffice) -> None:
        self._office = office
        self.local: LocalDays | None = None
        self.chosen = Conventions()
        self.near_days = 3
        self.usual = UsualDays()
        self.staff = [PersonLine(id="p1", name="丁某", post="公开专员")]

    def unit(self):
        return self._office.unit_kept

    def save_unit(self, unit):
        self._office.unit_kept = unit

    def calendar_years(self):
        return [(year, "国务院办公厅通知") for year in (2023, 2024, 2025, 2026)]

    def read_notice(self, text, year, report):
        off = tuple(date(2027, 1, day) for day in (1, 2, 3))
        problems = () if "元旦" in text else ("没有找到元旦的放假安排，请核对粘贴的内容",)
        moved = (("2026-020", "2026-12-18", "2026-12-21"),)
        return NoticeReading(year=year, off=off, work=(), problems=problems, moved=moved)

    def accept_notice(self, text, year, report):
        return self.read_notice(text, year, report)

    def local_days(self):
        return self.local

    def save_local_days(self, local):
        self.local = local
        return [("2026-020", "2026-12-18", "2026-12-21")]

    def conventions(self):
        return self.chosen

    def save_conventions(self, conventions):
        self.chosen = conventions
        return []

    def usual_days(self):
        return self.usual

    def save_usual_days(self, usual):
        self.usual = usual

    def near(self):
        return self.near_days

    def save_near(self, workdays):
        self.near_days = workdays

    def people(self):
        return tuple(self.staff)

    def save_person(self, person):
        kept = [one for one in self.staff if one.id != person.id]
        self.staff = [*kept, attrs.evolve(person, id=person.id or f"p{len(kept) + 1}")]

    def choose_operator(self, name):
        self._office.calls.append(("operator", name))

    def guides(self) -> list[tuple[str, str]]:
        return [("leader", "签批领导一页通")]

    def guide(self, key: str) -> bytes:
        return letter_pdf("签批领导一页通")

    def news(self, path: Path) -> list[str]:
        return ["0.2.0　新的台账"]

    def law_lines(self):
        return law_lines(self._office.law, load_clock_rules(), {})


class FakeForms:
    """Forms as they ship, with what was saved laid over them."""

    def __init__(self) -> None:
        self.saved: dict[str, FormDraft] = {}
        self.changed = False
        self.styles: list[Unit] = []

    def states(self):
        return [
            FormState(
                key=key,
                title="政府信息不存在告知书",
                layer=Layer.OFFICE if key in self.saved else Layer.SHIPPED,
                changed=self.changed,
            )
            for key in ("letters/C12", "letters/F2")
        ]

    def draft(self, key, layer=None):
        if layer is None and key in self.saved:
            return self.saved[key]
        text = shipped_text(key)
        return read_draft(key, text, read_form_text(key, text, load_law_book()))

    def own_paragraphs(self, part):
        return own_parts(part)

    def sample_page(self, draft):
        read_form_text(draft.key, draft_text(draft), load_law_book())
        return b"%PDF"

    def save(self, draft):
        self.sample_page(draft)
        self.saved[draft.key] = draft

    def restore(self, key):
        self.saved.pop(key, None)

    def keep_ours(self, key):
        self.changed = False

    def write_out(self, key, path):
        path.write_text(shipped_text(key), encoding="utf-8")

    def take_in(self, key, path, layer):
        self.saved[key] = self.draft(key)

    def style_page(self, unit):
        check_pattern(unit.number_pattern)
        self.styles.append(unit)
        return b"%PDF"


class FakeSecret:
    def __init__(self) -> None:
        self.password: str | None = None
        self.minutes = 15
        self.copies: list[str] = []

    def encrypted(self):
        return self.password is not None

    def set_password(self, password):
        self.password = password

    def take_away(self):
        self.password = None

    def opens(self, typed):
        return typed == self.password

    def recovery_sheet(self):
        return b"%PDF"

    def unprotected_copies(self):
        return self.copies

    def idle_minutes(self):
        return self.minutes

    def set_idle_minutes(self, minutes):
        self.minutes = minutes


class FakePrompts:
    """Answers every question from what a test prepared; remembers what was said."""

    attended = False

    def __init__(self) -> None:
        self.said: list[tuple[str, ...]] = []
        self.yes = True
        self.text: str | None = None
        self.path: Path | None = None
        self.paths: list[Path] = []
        self.folder: Path | None = None

    def confirm(self, parent: QWidget, title: str, text: str, action: str) -> bool:
        self.said.append(("confirm", title, text))
        return self.yes

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.said.append(("tell", title, text))

    def trouble(self, parent: QWidget | None, message: str, advice: str) -> None:
        self.said.append(("trouble", message, advice))

    def defect(self, parent: QWidget | None, report: str) -> bool:
        self.said.append(("defect", report))
        return False

    def ask_text(self, parent: QWidget, title: str, label: str) -> str | None:
        self.said.append(("ask", title, label))
        return self.text

    def insist(self, parent: QWidget, message: str, clashes) -> bool:
        self.said.append(("insist", message, *(f"{c.title}|{c.theirs}|{c.mine}" for c in clashes)))
        return self.yes

    def ask_secret(self, parent: QWidget, title: str, label: str) -> str | None:
        self.said.append(("ask", title, label))
        return self.text

    def ask_lock(self, parent: QWidget, held, judge, make) -> str | None:
        self.said.append(("lock", "、".join(held), judge(self.text or "").fault))
        return self.text

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.path

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        return self.paths or ([self.path] if self.path else [])

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.path

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folder or self.path


def make_context(office: FakeOffice, prompts: FakePrompts) -> Context:
    return Context(
        ports=office.ports(),
        prompts=prompts,
        tasks=Tasks(),
        errors=ErrorDesk(prompts),
        local=Local(),
    )


class FakeUndo:
    """One step that can be taken back once."""

    def __init__(self) -> None:
        self.steps = ["登记申请　2026-021"]

    def last(self) -> tuple[str, object]:
        if not self.steps:
            raise UserError("上一步“保存单位”不能撤销", "请到原来的地方更正")
        return self.steps[-1], self.steps[-1]

    def take_back(self, step: object) -> None:
        self.steps.remove(step)


class FakeSearch:
    """Finds one request and one help topic for any words."""

    def find(self, text: str) -> list[Hit]:
        if text == "没有":
            return []
        return [
            Hit(kind="申请", title="2026-016", detail=text, place="request", argument="2026-016"),
            Hit(kind="帮助", title="期限", detail="", place="help", argument="request.clock"),
        ]


class FakeLedgers:
    """One empty ledger for each place, as an office finds them on its first day."""

    def overviews(self, place: str) -> list[LedgerOverview]:
        return [LedgerOverview(form=form, rows=0) for form in load_ledgers() if form.place == place]

    def place_of(self, ledger: str) -> str:
        return "ledger"

    def find(self, question: object) -> list[str]:
        return []

    def lines(self, ledger: str, ids: object) -> list[object]:
        return []

    def blank(self, ledger: str) -> dict[str, str]:
        return {}

    def save(self, ledger: str, row_id: str, words: object, seen: object = None) -> list[str]:
        return []

    def files(self, row_id: str) -> list[tuple[str, str]]:
        return []

    def void(self, row_id: str, reason: str) -> None:
        return None

    def bring_in(self, ledger: str, path: Path, report: object) -> list[str]:
        return []

    def export(self, ledger: str, path: Path) -> None:
        return None

    def printed(self, question: object) -> bytes:
        return letter_pdf("收件簿")


class FakeExchanges:
    """An office that has neither sent nor received anything."""

    def configuration_taken(self) -> str:
        return ""

    def kinds(self) -> list[tuple[str, str]]:
        return [("年报", "年报"), ("配置", "配置")]

    def periods(self, kind: str) -> list[str]:
        return ["2025", "2026"]

    def standing(self, kind: str, period: str) -> list[StandingLine]:
        return []

    def is_closed(self, kind: str, period: str) -> bool:
        return False

    def own(self, kind: str, period: str) -> None:
        return None


class FakeSections:
    """A desk nobody handed anything."""

    def course(self, register_no: str) -> list[object]:
        return []

    def tasks(self) -> list[object]:
        return []


class FakeReviews:
    """An office that has nothing to publish yet."""

    def checklist(self) -> Checklist:
        return load_review_checklist()

    def today(self) -> date:
        return TODAY

    def listing(self, text: str) -> list[object]:
        return []

    def people(self) -> list[str]:
        return ["甲某"]

    def remembered(self) -> list[object]:
        return []


class FakeReviewSettings:
    """An office without packs of words, whose questions and rules are as they ship."""

    def checklist(self) -> Checklist:
        return load_review_checklist()

    def masks(self) -> list[object]:
        return list(load_masks().values())

    def levels(self) -> Levels:
        return Levels()

    def standing(self, key: str) -> tuple[Layer, bool]:
        return Layer.SHIPPED, False

    def compared(self, key: str) -> list[object]:
        return []

    def packs(self) -> list[object]:
        return []

    def words(self, pack: str, text: str) -> list[object]:
        return []


class FakePrecedents:
    """A library without a case."""

    def similar(self, text: str, but: str) -> list[object]:
        return []

    def enter(self, register_no: str) -> str:
        return "2026-001"


class FakeBackups:
    """Copies that are made in no time."""

    def __init__(self) -> None:
        self.second = ""
        self.restored: Path | None = None
        self.trouble = ""

    def facts(self) -> BackupFacts:
        return BackupFacts(folder=Path("备份"), second=self.second, latest="2026-11-20 17:30")

    def back_up(self, folder, report):
        return folder / "备份.gkt"

    def back_up_if_changed(self, report) -> str:
        return self.trouble

    def choose_second_place(self, folder: str) -> None:
        self.second = folder

    def preview(self, file: Path, report) -> list[str]:
        return ["备份里有申请60件；", "现在有申请61件。", "恢复后会没有的申请：2026-021。"]

    def restore(self, file: Path, report) -> str:
        self.restored = file
        return "恢复前.gkt"

    def verify(self, report):
        return [("数据文件结构", True), ("附件指纹", True), ("操作记录链", True)]


class FakeStatistics:
    """An office that has not been asked for a form yet."""

    def forms(self) -> list[tuple[str, str]]:
        return [("quarter", "季度统计表")]

    def periods(self, form: str) -> list[str]:
        return []
