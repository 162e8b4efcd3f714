"""A year of an office in small acts: every writing use case once, in an order that works.

Each act is one thing a clerk does. ``play`` hands them out one by one, so that a test can do
something terrible to a copy of the office before the act is done for good.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import docx
import openpyxl

from gongkai_desktop.domain.approval import Signing
from gongkai_desktop.domain.calendar import DayOff, LocalDays
from gongkai_desktop.domain.clock.rules import Boundary, Conventions
from gongkai_desktop.domain.dispute import Dispute, Proceeding
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.handover import REPLY_POST, Transfer
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.domain.review.checklist import Answer, Reply
from gongkai_desktop.domain.review.handling import Action, Scope
from gongkai_desktop.domain.review.item import Levels, ReviewItem, SecretMarkError, Signature
from gongkai_desktop.domain.role import Role
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.services import (
    annual_final,
    annual_record,
    approval,
    archive,
    assignment,
    attachment,
    audit,
    auto_backup,
    backup,
    bundle,
    calendar,
    chain,
    clock_choices,
    delivery,
    dispute,
    draft,
    duty,
    exchange,
    exchange_members,
    exchange_receive,
    exchange_return,
    exchange_section,
    handover,
    ledger,
    ledger_files,
    ledger_import,
    letter_form,
    letter_number,
    letter_record,
    letter_word,
    lexicon,
    masking,
    papers,
    people,
    policy_cleaning,
    request_export,
    request_import,
    review_decide,
    review_desk,
    saved_filter,
    scan_folder,
    seal,
    secret,
    sign_in,
    statistics,
    unit,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.exchange_content import Choice
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import DEMO_SETTING, Workspace
from gongkai_desktop.store import AuditQuery, LedgerQuery, Person
from tests.services.test_calendar import NOTICE
from tests.services.test_lexicon import PACK

DAY, NUMBER = date(2026, 11, 20), "2026-016"
C1 = {
    "info_title": "《关于土地整治项目验收的意见》",
    "info_no": "望资验〔2025〕3号",
    "pages": 6,
    "form": "纸质",
    "way": "邮寄",
}
FAULTY = "关于领取材料的通知\n请联系张某，手机13812345678，身份证号110101199003071233。\n"
CLEAN = "关于开展政务公开培训的通知\n各科室：\n定于本月举办政务公开培训，请安排人员参加。\n"
LEDGER = (
    'title = "档案借阅"\ngroup = "其他"\npurpose = "借出的卷宗。"\ntitle_column = "file"\n'
    '[[column]]\nkey = "file"\ntitle = "卷宗"\nrequired = true\n'
)
GIVEN = "来料"
INPUTS = {
    "a.bin": bytes(3_000_000),
    "申请表.pdf": b"%PDF-1.4",
    "通知.png": b"\x89PNG page",
    "loans.toml": LEDGER.encode(),
    "county.toml": PACK.format(wrong="旺山县委", found="旺山县委开会").encode(),
}
MAIL = {"mail_no": "1000000000041", "kind": "EMS", "signed": "2026-11-13T16:20", "signer": "戊某"}


class Office:
    """The office the acts work on, a folder for their files, and what they remember."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.at, self.folder = workspace, folder
        self.kept: dict[str, Any] = {}

    def file(self, name: str) -> Path:
        """A file that lay there before the office began to work."""
        return self.folder / GIVEN / name

    def request(self) -> Request:
        """The request whose letter is followed through."""
        return request_service.request_numbered(self.at, NUMBER)


Act = Callable[[Office], object]


def new_request(name: str = "李某二") -> Request:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 16), channel="当面")
    applicant = Applicant(name=name, phone="13000000002")
    return Request(register_no="", applicant=applicant, request_text="批复", events=(received,))


def signed(step: str) -> Act:
    def act(office: Office) -> None:
        signing = Signing(step=step, date=DAY, name="甲某", reason="已核对")
        approval.sign(office.at, the_press(), office.kept["letter"], signing)

    return act


def remembered(key: str, act: Callable[[Office], Any]) -> Act:
    def remember(office: Office) -> None:
        office.kept[key] = act(office)

    return remember


def lay_out(folder: Path) -> None:
    """The files the acts read."""
    given = folder / GIVEN
    given.mkdir()
    for name, content in INPUTS.items():
        (given / name).write_bytes(content)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["登记号", "收到日期", "申请方式", "申请人", "申请内容", "答复时间", "答复结果"])
    for n in range(1, 60):
        line = [f"旧{n:03}", "2025-03-03", "EMS", f"某{n}", f"文件{n}", "2025-03-20", "予以公开"]
        sheet.append(line)
    book.save(given / "旧.xlsx")


def other_mail(office: Office) -> Path:
    """The exported ledger with letters nobody has entered yet."""
    book = openpyxl.load_workbook(office.folder / "收件簿.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if str(cell.value).isdigit() and len(str(cell.value)) == 13:
                cell.value = f"9{str(cell.value)[1:]}"
            elif str(cell.value).startswith("2026-") and len(str(cell.value)) == 8:
                cell.value = None
    book.save(office.file("另一本.xlsx"))
    return office.file("另一本.xlsx")


def mended_word(office: Office) -> object:
    with office.at.office.read() as reader:
        held = letter_record.letter_named(reader, office.kept["draft"]).composed
    page = docx.Document()
    for words in (held.title, held.number or "", f"{held.addressee}："):
        page.add_paragraph(words)
    for one in held.paragraphs:
        page.add_paragraph(one.text)
    page.save(str(office.file("改稿.docx")))
    return letter_word.attach_word(office.at, office.kept["draft"], office.file("改稿.docx"))


def answers(office: Office) -> object:
    item = office.kept["item"]
    shown = review_desk.opened(office.at, item)
    given = {one.key: Reply(answer=Answer.YES) for gate in shown.gates for one in gate.questions}
    return review_decide.reply(office.at, item, given)


def level(name: str, who: str) -> Act:
    return lambda office: review_decide.sign(
        office.at, office.kept["item"], Signature(level=name, name=who, day=office.at.today)
    )


def handled(office: Office) -> object:
    shown = review_desk.opened(office.at, office.kept["faulty"])
    (phone, *_) = [one for one in shown.findings if one.rule == "YS03"]
    return review_decide.decide(
        office.at,
        office.kept["faulty"],
        phone,
        shown.text,
        Action.FALSE_ALARM,
        scope=Scope.UNIT,
        reason="值班电话",
    )


def begun(title: str) -> Callable[[Office], str]:
    facts = {"kind": "动态信息", "channel": "政府网站", "responsible": "丁某"}
    item = ReviewItem(title=title, formed=date(2026, 11, 18), **facts)
    return lambda office: review_desk.begin(office.at, item).id


def put_up(key: str, text: str) -> Act:
    def act(office: Office) -> None:
        try:
            review_desk.put_up(office.at, office.kept[key], [review_desk.pasted_draft(text)])
        except SecretMarkError:
            return

    return act


def edited_form(office: Office) -> object:
    form = letter_form.open_draft(office.at, "letters/C12")
    at = max(i for i, one in enumerate(form.parts) if not one.fixed)
    part = attrs.evolve(form.parts[at], text=form.parts[at].text + "特此告知。")
    parts = (*form.parts[:at], part, *form.parts[at + 1 :])
    return letter_form.save(office.at, attrs.evolve(form, parts=parts))


def no_sample_any_more(office: Office) -> None:
    with office.at.change("测速数据") as change:
        change.settings.put(DEMO_SETTING, False)
    office.at = attrs.evolve(office.at.reloaded(), demo=False)


def first_duty(office: Office) -> object:
    with office.at.office.read() as reader:
        due = next(one for one in duty.duties_of(reader, office.at) if one.key == "calendar")
    return duty.record_done(office.at, due, DAY, office.file("通知.png"))


def handed_over(office: Office) -> object:
    keys = tuple(one.key for one in handover.open_work(office.at) if one.key)
    passing = Transfer(giver="丁某", successor="庚某", keys=keys, posts=(REPLY_POST,), day=DAY)
    return handover.hand_over(office.at, passing)


def disputed() -> Dispute:
    proceeding = Proceeding(organ="望山县人民政府", case_no="望府复〔2026〕40号", procedure="普通")
    return Dispute(kind="review", received=date(2026, 11, 17)).with_proceeding(proceeding)


def event_of(office: Office) -> str:
    request = request_service.request_numbered(office.at, office.kept["new"])
    return request.events[-1].id


def received(office: Office) -> None:
    """What the answer says of a package that could not be taken is said here too."""
    (answer,) = exchange_receive.receive(office.at, [office.kept["package"]])
    if answer.refused:
        raise UserError("；".join(answer.notes))


def struck_off(office: Office) -> object:
    """The first policy up for cleaning is done away with."""
    (row, *_) = ledger.find(office.at, ledger.LedgerQuery(ledger=policy_cleaning.RULEBOOK))
    result = {"result": "废止", "reason": "任务已经完成", "cleaned": "2026-11-20"}
    return ledger.amend(office.at, row.id, {**row.body, **result})


def chased(office: Office) -> object:
    (one, *_) = assignment.to_chase(office.at)
    return assignment.chase(office.at, [one], date(2026, 11, 27))


HAND_OUT = exchange_section.HandOut(section="征收科", reply_by=date(2026, 11, 30))

ACTS: tuple[tuple[str, Act], ...] = (
    (
        "修改单位信息",
        lambda o: unit.save_unit(o.at, attrs.evolve(unit.the_unit(o.at), office_phone="1")),
    ),
    (
        "登记申请",
        remembered(
            "new", lambda o: request_service.register(o.at, new_request()).request.register_no
        ),
    ),
    (
        "登记事件",
        lambda o: request_service.record_event(
            o.at,
            o.kept["new"],
            Event(
                type=EventType.CORRECTION_NOTICE,
                date=date(2026, 11, 18),
                deadline=date(2026, 12, 7),
            ),
        ),
    ),
    ("作废事件", lambda o: request_service.strike_event(o.at, o.kept["new"], event_of(o), "误记")),
    (
        "更改登记内容",
        lambda o: request_service.amend(
            o.at,
            attrs.evolve(request_service.request_numbered(o.at, o.kept["new"]), remarks="急"),
        ),
    ),
    (
        "添加附件",
        remembered("file", lambda o: attachment.attach(o.at, o.kept["new"], o.file("a.bin")).id),
    ),
    ("作废附件", lambda o: attachment.strike(o.at, o.kept["file"], "误存")),
    (
        "存入卷内材料",
        lambda o: papers.put(o.at, o.kept["new"], o.file("申请表.pdf"), "application"),
    ),
    ("作废申请", lambda o: request_service.void(o.at, o.kept["new"], "重复登记")),
    ("自动保存", lambda o: draft.keep_draft(o.at, "intake", {"name": "某"})),
    (
        "导入登记簿",
        lambda o: request_import.import_register(
            o.at,
            o.file("旧.xlsx"),
            request_import.ImportOptions(),
        ),
    ),
    ("导出登记簿", lambda o: request_export.export_register(o.at, o.folder / "登记簿.xlsx")),
    ("保存常用筛选", lambda o: saved_filter.save_filter(o.at, "规划科的", {"section": "规划科"})),
    ("删除常用筛选", lambda o: saved_filter.drop_filter(o.at, "规划科的")),
    (
        "填写事项与结果",
        lambda o: request_service.answer_items(
            o.at,
            NUMBER,
            (Item(no=1, text="土地整治项目验收资料", ground="open_provide"),),
        ),
    ),
    ("自动保存", lambda o: letter_record.keep_typing(o.at, o.request(), "C1", None, C1)),
    (
        "保存文稿",
        remembered("draft", lambda o: letter_record.save(o.at, o.request(), "C1", C1).letter.id),
    ),
    ("存入人工修改的文稿", mended_word),
    ("作废文书", lambda o: letter_record.void(o.at, o.kept["draft"], "改用另一稿")),
    (
        "保存文稿",
        remembered("letter", lambda o: letter_record.save(o.at, o.request(), "C1", C1).letter.id),
    ),
    *(
        (f"审签：{step}", signed(step))
        for step in ("handler", "section_head", "legal", "office", "leader")
    ),
    (
        "用印",
        lambda o: seal.seal(
            o.at,
            o.kept["letter"],
            Sealing(date=DAY, person="丁某", explanation="已核对"),
        ),
    ),
    (
        "登记寄送",
        lambda o: delivery.post(
            o.at,
            o.kept["letter"],
            Delivery(
                method="邮寄",
                posted=DAY,
                mail_no="1000000000058",
                to="水某己",
            ),
        ),
    ),
    (
        "登记投递结果",
        lambda o: delivery.follow_up(
            o.at,
            o.kept["letter"],
            signed=date(2026, 11, 22),
            signer="本人",
        ),
    ),
    (
        "说明跳号",
        lambda o: letter_number.explain_gap(o.at, "望资公开答〔2026〕90号", "纸质登记已用"),
    ),
    ("生成证据材料", lambda o: bundle.bundle(o.at, NUMBER, o.folder / "证据")),
    ("装订案卷", lambda o: archive.bind_file(o.at, NUMBER, o.folder / "案卷")),
    (
        "归档",
        lambda o: archive.close(o.at, NUMBER, date(2026, 11, 22), archive.Closing(reason="另存")),
    ),
    ("登记台账", remembered("row", lambda o: ledger.add(o.at, "mail_in", MAIL).row.id)),
    (
        "更改台账",
        lambda o: ledger.amend(
            o.at,
            o.kept["row"],
            {**MAIL, "handed_over": "2026-11-18", "receiver": "丁某"},
        ),
    ),
    (
        "存入佐证材料",
        lambda o: ledger_files.attach(o.at, o.kept["row"], o.file("通知.png")),
    ),
    ("开始清理", lambda o: policy_cleaning.begin_batch(o.at, "2026年度清理")),
    ("更改台账", struck_off),
    ("清理结果写入政策文件", lambda o: policy_cleaning.write_back(o.at)),
    ("作废台账记录", lambda o: ledger.void(o.at, o.kept["row"], "误记")),
    ("增加台账", lambda o: ledger.add_ledger(o.at, o.file("loans.toml"))),
    (
        "导出台账",
        lambda o: ledger_import.export_ledger(
            o.at,
            "mail_in",
            o.folder / "收件簿.xlsx",
            LedgerQuery(ledger="mail_in"),
        ),
    ),
    (
        "导入台账",
        lambda o: ledger_import.import_ledger(
            o.at,
            "mail_in",
            other_mail(o),
            ledger_import.LedgerImportOptions(),
        ),
    ),
    ("催办", chased),
    (
        "登记复议诉讼",
        remembered("case", lambda o: dispute.record(o.at, "2026-011", disputed()).line.dispute),
    ),
    ("更改复议诉讼", lambda o: dispute.amend(o.at, attrs.evolve(o.kept["case"], note="补"))),
    ("作废复议诉讼", lambda o: dispute.void(o.at, o.kept["case"].id, "误记")),
    ("登记待发布信息", remembered("item", begun("关于开展政务公开培训的通知"))),
    (
        "更改待发布信息",
        lambda o: review_desk.amend(
            o.at,
            attrs.evolve(review_desk.opened(o.at, o.kept["item"]).item, responsible="戊某"),
        ),
    ),
    ("放入待审文稿", put_up("item", CLEAN)),
    ("回答预审问题", answers),
    *(
        (f"预审签字：{name}", level(name, who))
        for name, who in (
            ("保密审查", "庚某"),
            ("初审", "甲某"),
            ("复审", "乙某"),
            ("终审", "丙某"),
        )
    ),
    (
        "登记发布",
        lambda o: review_decide.publish(
            o.at,
            o.kept["item"],
            o.at.today,
            publisher="丁某",
            link="https://www.wangshan.gov.cn/a.html",
        ),
    ),
    ("登记待发布信息", remembered("faulty", begun("关于领取材料的通知"))),
    ("放入待审文稿", put_up("faulty", FAULTY)),
    (
        "制作脱敏副本",
        lambda o: masking.masked_copy(
            o.at,
            o.kept["faulty"],
            review_desk.PASTED,
            o.folder / "副本.txt",
        ),
    ),
    ("处理扫描提示", remembered("handling", handled)),
    (
        "撤回对扫描提示的处理",
        lambda o: review_decide.revoke(o.at, o.kept["faulty"], o.kept["handling"]),
    ),
    ("作废待发布信息", lambda o: review_desk.void(o.at, o.kept["faulty"], "不发了")),
    ("登记待发布信息", remembered("secret", begun("某专项行动"))),
    ("预审发现密级标志，没有保存", put_up("secret", "机密★10年\n关于某某专项行动的文件正文\n")),
    ("修改审级", lambda o: review_desk.save_levels(o.at, Levels())),
    (
        "填报年报数字",
        lambda o: annual_record.enter(
            o.at,
            2025,
            {"penalty_decisions": "37"},
            section="执法科",
        ),
    ),
    (
        "手工更改年报",
        lambda o: annual_record.change_cell(
            o.at,
            2025,
            "table2.r1_new.natural",
            "19",
            "漏登一件",
        ),
    ),
    ("撤销手工更改", lambda o: annual_record.restore_cell(o.at, 2025, "table2.r1_new.natural")),
    ("修改年报文字", lambda o: annual_record.write_part(o.at, 2026, "overview", "补一句。")),
    ("年报定稿", lambda o: annual_final.freeze_year(o.at, 2024)),
    (
        "填报统计数",
        lambda o: statistics.enter(o.at, "quarter", "2025Q2", "complaints", 3, "信访科"),
    ),
    ("登记定期任务完成", first_duty),
    ("停用定期任务", lambda o: duty.switch_off(o.at, "quarterly", "由县里汇总")),
    ("启用定期任务", lambda o: duty.switch_on(o.at, "quarterly")),
    ("导入放假安排", lambda o: calendar.import_notice(o.at, NOTICE, 2027, save=True)),
    (
        "设置地方假日",
        lambda o: calendar.save_local_days(
            o.at,
            LocalDays(
                source="某通知",
                off=(DayOff(name="三月三", start=date(2027, 4, 9), end=date(2027, 4, 10)),),
            ),
        ),
    ),
    (
        "更改期限口径",
        lambda o: clock_choices.choose_conventions(
            o.at,
            Conventions(consult_boundary=Boundary.BOTH),
        ),
    ),
    ("更改到期提醒", lambda o: clock_choices.choose_near(o.at, 5)),
    ("修改审签流程", lambda o: chain.save_chain(o.at, chain.the_chain(o.at))),
    ("修改文书格式", edited_form),
    ("恢复文书格式", lambda o: letter_form.restore(o.at, "letters/C12")),
    ("词表添加", lambda o: lexicon.add_word(o.at, "政务大听办", "政务大厅办")),
    ("词表停用", lambda o: lexicon.switch(o.at, "WZ02/其它", on=False, reason="沿用")),
    (
        "导入词表",
        lambda o: lexicon.import_pack(
            o.at,
            o.file("county.toml"),
        ),
    ),
    ("移除词表", lambda o: lexicon.remove_pack(o.at.reloaded(), "lexicon/county", "不再用")),
    ("设置扫描文件夹", lambda o: scan_folder.set_folder(o.at, o.folder)),
    ("修改闲置锁定", lambda o: secret.set_idle_minutes(o.at, 20)),
    ("导出审计", lambda o: audit.export(o.at, o.folder / "审计.xlsx", AuditQuery())),
    ("备份", lambda o: backup.backup(o.at, o.folder / "手工备份")),
    ("设置第二处备份", lambda o: auto_backup.choose_second_place(o.at, str(o.folder / "手工备份"))),
    ("自动备份", lambda o: auto_backup.back_up_if_changed(o.at)),
    ("登记人员", lambda o: people.save_person(o.at, Person(name="辛某"))),
    ("更换经办人", lambda o: people.choose_operator(o.at, "辛某")),
    ("确定岗位人员", lambda o: handover.appoint(o.at, REPLY_POST, "辛某", DAY)),
    ("人员交接", remembered("handed", handed_over)),
    ("留存交接单", lambda o: handover.keep_sheet(o.at, o.kept["handed"])),
    (
        "修改单位清单",
        lambda o: exchange_members.save_members(
            o.at,
            [
                exchange_members.Member(code="001", name="零申请局"),
                exchange_members.Member(code="002", name="望山县自然资源局"),
            ],
        ),
    ),
    ("测速数据", no_sample_any_more),
    ("修改单位信息", lambda o: unit.save_unit(o.at, attrs.evolve(unit.the_unit(o.at), code="002"))),
    (
        "生成报送包",
        remembered(
            "package",
            lambda o: (
                exchange.pack(
                    o.at,
                    PackageKind.ANNUAL,
                    "2025",
                    o.folder,
                ).path
            ),
        ),
    ),
    ("接收报送", received),
    (
        "退回报送",
        lambda o: exchange_return.send_back(o.at, PackageKind.ANNUAL, "2025", "002", "数字不平"),
    ),
    (
        "撤销退回",
        lambda o: exchange_return.accept(o.at, PackageKind.ANNUAL, "2025", "002"),
    ),
    (
        "登记台账",
        remembered("handed_out", lambda o: exchange_section.hand_out(o.at, NUMBER, HAND_OUT).id),
    ),
    (
        "生成协办包",
        lambda o: exchange.pack(
            o.at,
            PackageKind.ASSIGNMENT,
            NUMBER,
            o.folder,
            choice=Choice(assignment=o.kept["handed_out"], masked=True),
        ),
    ),
    (
        "关闭报送",
        lambda o: exchange_members.close_period(o.at, PackageKind.ANNUAL, "2025", closed=True),
    ),
    (
        "重新开放报送",
        lambda o: exchange_members.close_period(o.at, PackageKind.ANNUAL, "2025", closed=False),
    ),
    (
        "更改人员",
        lambda o: people.save_person(
            o.at,
            attrs.evolve(people.people(o.at)[-1], roles=(str(Role.ADMIN),)),
        ),
    ),
    ("登录", lambda o: sign_in.enter(o.at, people.people(o.at)[-1].name)),
)


def play(office: Office) -> Iterator[tuple[str, Act]]:
    """Hand out the acts; each is done for good when the next is asked for."""
    for name, act in ACTS:
        yield name, act
        act(office)
        office.at = office.at.reloaded()


def copied(source: Path, target: Path) -> Path:
    """A copy of the data file with its journal, as a killed process leaves them."""
    shutil.copyfile(source, target)
    journal = source.with_name(source.name + "-journal")
    if journal.exists():
        shutil.copyfile(journal, target.with_name(target.name + "-journal"))
    return target
