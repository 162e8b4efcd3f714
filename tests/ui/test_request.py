"""依申请公开: the list, one request, a new one, an import; no test meets a modal window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.domain.next_step import NextStep
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.library.steps import load_step_texts
from gongkai_desktop.ui.ports import StateFilter
from gongkai_desktop.ui.request.applicant import ApplicantView
from gongkai_desktop.ui.request.bring_in import BringIn, MappingView, QuestionView, ResultView
from gongkai_desktop.ui.request.course import moments
from gongkai_desktop.ui.request.intake import Intake
from gongkai_desktop.ui.request.intake_aside import WIDTH, IntakeAside
from gongkai_desktop.ui.request.remind import Remind


@pytest.fixture
def page(shell):
    return shell.open_place("request")


def test_the_list_starts_with_the_most_pressing(page, office):
    assert page.list.table.model().rowCount() == 20
    assert office.calls[-1][1].sort == "due"


def test_headings_sort_through_the_source(page, office):
    page.list.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    query = office.calls[-1][1]
    assert (query.sort, query.descending) == ("register_no", True)


def test_filters_narrow_and_clear(page):
    page.list.filters.choose("state", StateFilter.WAITING.value)
    assert page.list.table.model().rowCount() == 2
    page.list.filters.reset()
    assert page.list.table.model().rowCount() == 20


def test_every_heading_sorts(page, office):
    """Story: sort by any column; the order is the source's, in SQL."""
    model = page.list.table.model()
    for at, column in enumerate(model.columns[:-1]):
        page.list.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
        assert office.calls[-1][1].sort == column.sort


def test_typing_is_answered_by_the_last_words_only(page, qtbot):
    page.search("补正")
    page.search("旧城")
    qtbot.waitUntil(lambda: page.list.table.model().rowCount() == 1)
    assert page.list.table.model().record(0).row.register_no == "2026-018"
    assert page.words == "旧城"


def test_a_filter_is_kept_by_name_and_applied_again(page, office, prompts):
    page.list.filters.choose("section", "规划科")
    page.list.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    prompts.text = "规划科的"
    page.list.keep_filter()
    page.list.show_all()
    assert page.list.table.model().rowCount() == 20
    page.list.apply_filter("规划科的")
    query = office.calls[-1][1]
    assert (query.section, query.sort, query.descending) == ("规划科", "received", True)
    assert page.list.table.model().rowCount() == 1


def test_enter_opens_the_request(page, qtbot):
    table = page.list.table
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.detail.header._number.text() == "2026-016"


def test_only_fitting_events_are_offered(page):
    page.open_request("2026-015")
    course = page.detail.section("经过")
    offered = [course.form.kind.itemData(at) for at in range(course.form.kind.count())]
    assert offered == ["third_party_sent", "extension", "decided", "withdrawn"]


def test_an_extension_needs_who_approved_it(page, office):
    """条例第三十三条第二款: 经政府信息公开工作机构负责人同意."""
    page.open_request("2026-015")
    page.detail.begin_event(EventType.EXTENSION)
    form = page.detail.section("经过").form
    form.submit()
    assert not [call for call in office.calls if call[0] == "event"]
    form.field("approved_by").setText("办公室主任")
    form.submit()
    assert not [call for call in office.calls if call[0] == "event"]
    form.field("note").setText("需要逐卷调阅纸质档案")
    form.submit()
    kind, number, event = office.calls[-1]
    assert (kind, number, event.type, event.days) == ("event", "2026-015", EventType.EXTENSION, 20)


def test_a_date_to_come_is_refused_at_the_field(page, office):
    page.open_request("2026-015")
    page.detail.begin_event(EventType.DECIDED)
    form = page.detail.section("经过").form
    form.field("date").setText("2026-12-31")
    form.submit()
    assert not [call for call in office.calls if call[0] == "event"]


def test_the_expected_step_leads_to_its_place(page):
    page.open_request("2026-015")
    main = page.detail.section("基本信息").file.steps[0]
    page.detail.take_step(main)
    assert page.detail.section_titles[page.detail.tabs.currentIndex()] == "事项与结果"


def test_a_ground_proposes_its_report_row(page, office):
    page.open_request("2026-015")
    items = page.detail.section("事项与结果")
    items.card(1).ground.setCurrentIndex(items.card(1).ground.findData("open_provide"))
    assert items.row.currentData() == "r3_1_open"
    items.submit()
    _, number, kept, row = office.calls[-1]
    assert (number, kept[0].ground, row) == ("2026-015", "open_provide", "r3_1_open")


def test_the_preview_is_the_pdf_of_what_is_typed(page, qtbot):
    page.open_request("2026-015")
    letters = page.detail.section("文书")
    qtbot.waitUntil(lambda: letters.preview.page_count == 1)
    letters.fields.field("applicant").setText("李某某")
    rendered = page.context.ports.letters.rendered
    qtbot.waitUntil(lambda: rendered[-1][2]["applicant"] == "李某某")


def test_voiding_asks_for_a_reason(page, office, prompts):
    page.open_request("2026-015")
    section = page.detail.section("基本信息")
    section._void.click()
    assert not [call for call in office.calls if call[0] == "void"]
    prompts.text = "重复登记"
    section._void.click()
    assert office.calls[-1] == ("void", "2026-015", "重复登记")


def test_a_correction_keeps_the_events(page, office):
    page.open_request("2026-015")
    section = page.detail.section("基本信息")
    section.begin()
    section._form._remarks.setText("申请人电话更正")
    section._form.submit()
    request = office.calls[-1][1]
    assert request.remarks == "申请人电话更正"
    assert request.events == office.requests["2026-015"][0].events


def test_the_day_of_receipt_can_be_corrected(page, office):
    page.open_request("2026-015")
    section = page.detail.section("基本信息")
    section.begin()
    section._form.submit()
    assert not [call for call in office.calls if call[0] == "receipt"]
    section.begin()
    section._form.received.setText("2026-10-21")
    section._form.submit()
    _, number, receipt = next(call for call in office.calls if call[0] == "receipt")
    assert (number, receipt.date) == ("2026-015", date(2026, 10, 21))


def test_a_new_request_needs_what_the_law_needs(page, office):
    """条例第二十九条第二款: 姓名或者名称、联系方式、申请内容."""
    page.show_intake()
    intake = page.findChild(Intake)
    intake.submit()
    assert not [call for call in office.calls if call[0] == "register"]
    intake.fields.name.setText("赵某四")
    intake.fields.phone.setText("13000000004")
    intake.fields.text.setPlainText("本人宅基地不动产登记资料")
    intake.fields.received.setText("20261120")
    intake.submit()
    request = next(call[1] for call in office.calls if call[0] == "register")
    assert request.received.date == date(2026, 11, 20)
    assert request.applicant.kind == ApplicantKind.NATURAL
    assert page.detail.header._number.text() == "2026-021"


def test_a_step_says_what_it_would_do_before_it_is_saved(page):
    page.open_request("2026-015")
    page.detail.begin_event(EventType.EXTENSION)
    form = page.detail.section("经过").form
    form.show_effect()
    assert "2026-12-18" in form.effect._text.text()
    form._steps.refusal = "不能再次延长（条例第三十三条第二款）"
    form.show_effect()
    assert "第三十三条第二款" in form.refusal._text.text()
    assert not form.effect.isVisible()


def test_the_fee_follows_from_its_basis_and_is_never_typed(page, office):
    page.open_request("2026-015")
    course = page.detail.section("经过")
    course.form.offer((EventType.FEE_NOTICE,), "2026-015")
    course.begin(EventType.FEE_NOTICE)
    form = course.form
    assert form.field("count").value() == 14
    form.field("basis").setCurrentIndex(form.field("basis").findData("按件"))
    form.show_effect()
    assert "合计 400 元" in form.effect._text.text()
    event = form.event_entered()
    assert (event.basis, event.count, event.amount) == ("按件", 14, 400)


def test_an_opinion_is_recorded_for_the_party_that_owes_it(page, office):
    page.open_request("2026-015")
    course = page.detail.section("经过")
    course.form.offer((EventType.THIRD_PARTY_ANSWERED,), "2026-015", ["甲厂"])
    begun = Event(type=EventType.THIRD_PARTY_ANSWERED, date=date(2026, 11, 20), party="甲厂")
    course.begin(EventType.THIRD_PARTY_ANSWERED, begun)
    form = course.form
    form.field("outcome").setCurrentIndex(3)
    form.field("note").setText("含有选矿工艺参数")
    form.submit()
    event = office.calls[-1][2]
    assert (event.party, event.outcome, event.date) == ("甲厂", "不同意公开", date(2026, 11, 20))


def test_a_supplement_is_recorded_with_its_text(page, office):
    page.open_request("2026-015")
    course = page.detail.section("经过")
    course.form.offer((EventType.CORRECTION_RETURNED,), "2026-015")
    course.begin(EventType.CORRECTION_RETURNED)
    course.form.field("corrected_text").setPlainText("棚改一期2019年补偿方案")
    assert course.form.corrected_text == "棚改一期2019年补偿方案"
    course.form.submit()
    assert office.calls[-1][0] == "event"


def test_a_wrong_event_is_struck_with_a_reason(page, office, prompts):
    page.open_request("2026-014")
    course = page.detail.section("经过")
    assert [moment.key for moment in moments(course.file)][:1] == [""]
    course.strike("event-2")
    assert not [call for call in office.calls if call[0] == "strike"]
    prompts.text = "登记到了别的申请上"
    course.strike("event-2")
    assert office.calls[-1] == ("strike", "2026-014", "event-2", "登记到了别的申请上")


def test_records_of_a_request_are_entered_without_its_number(page, office):
    page.open_request("2026-015")
    records = page.detail.section("记录")
    assert [records.tabs.tabText(at) for at in range(records.tabs.count())] == [
        "批办催办 1",
        "检索记录",
    ]
    records.begin("searches")
    form = records.views.currentWidget()
    assert form.fields["request"].text() == "2026-015"
    form.fields["place"].setText("档案室")
    form.fields["words"].setText("协议")
    form.fields["result"].setCurrentIndex(1)
    form._save()
    kind, number, ledger, row_id, words = next(one for one in office.calls if one[0] == "record")
    assert (kind, number, ledger, row_id) == ("record", "2026-015", "searches", "")
    assert words["place"] == "档案室"


def test_the_hand_out_begins_with_its_record_and_prints(page, office, prompts, tmp_path, qtbot):
    page.open_request("2026-015")
    step = NextStep(key="assign", text=load_step_texts()["assign"], slip="instruction")
    page.detail.take_step(step)
    records = page.detail.section("记录")
    assert "kind" in records.views.currentWidget().fields
    prompts.path = tmp_path / "批办单.pdf"
    records._show_group()
    records._save_slip()
    qtbot.waitUntil(prompts.path.is_file)
    assert prompts.path.read_bytes().startswith(b"%PDF")


def test_sections_are_chased_in_one_go(page, office, prompts, tmp_path, context, qtbot):
    page.show_remind()
    view = page.findChild(Remind)
    qtbot.waitUntil(lambda: not context.tasks.busy)
    assert [one.register_no for one in view.chosen()] == ["2026-015"]
    view.chase()
    assert not [call for call in office.calls if call[0] == "chase"]
    view.reply_by.setText("20261126")
    prompts.path = tmp_path / "催办单.pdf"
    view.chase()
    assert ("chase", ["2026-015"], date(2026, 11, 26)) in office.calls


def test_new_scans_are_offered_and_kept(page, office, prompts, tmp_path, settle):
    (tmp_path / "信封.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "申请书.pdf").write_bytes(b"%PDF-1.7")
    page.open_request("2026-015")
    files = page.detail.section("文件")
    files.scans._context.ports.scans.set_folder(tmp_path)
    files.scans.refresh()
    settle()
    assert files.scans.list.count() == 2
    files.scans.list.selectAll()
    files.scans.keep()
    settle()
    kept = [call[2].name for call in office.calls if call[0] == "attach"]
    assert kept == ["信封.jpg", "申请书.pdf"]


def test_a_name_that_does_not_fit_is_told(page, office, prompts, tmp_path, settle):
    page.open_request("2026-015")
    files = page.detail.section("文件")
    office.doubts["信封.jpg"] = "“信封.jpg”的内容其实是PNG 图片，扩展名不符"
    files.attach_all([tmp_path / "信封.jpg"])
    settle()
    assert office.calls[-1][0] == "attach"
    assert any("PNG 图片" in str(said) for said in prompts.said)


def fill_in(intake) -> None:
    intake.fields.name.setText("李某二")
    intake.fields.phone.setText("13000000002")
    intake.fields.text.setPlainText("请公开：1、甲文件；2、乙文件")


@pytest.mark.parametrize(
    ("channel", "asked"),
    [
        ("当面", set()),
        ("邮寄(EMS/挂号)", {"signer", "mail_no", "forwarded"}),
        ("平信", {"how", "submitted", "forwarded"}),
        ("互联网", {"how", "submitted", "platform_no"}),
        ("电子邮件", {"how", "submitted"}),
        ("转送", {"signer", "mail_no", "forwarded", "submitted", "transferred_by"}),
    ],
)
def test_each_channel_asks_for_what_fixes_its_day(page, channel, asked):
    """条例第三十一条: 提交、签收、确认之日; a transfer counts from this office's own receipt."""
    page.show_intake()
    fields = page.findChild(Intake).fields
    fields.channel.setCurrentIndex(fields.channel.findData(channel))
    by_channel = ("signer", "mail_no", "forwarded", "how", "submitted", "platform_no")
    shown = {
        name
        for name in (*by_channel, "transferred_by")
        if fields._receipt.is_shown(getattr(fields, name))
    }
    assert shown == asked


def test_what_the_channel_does_not_ask_is_not_entered(page, office):
    page.show_intake()
    intake = page.findChild(Intake)
    fill_in(intake)
    intake.fields.signer.setText("门卫戊某")
    intake.submit()
    request = next(call[1] for call in office.calls if call[0] == "register")
    assert (request.signer, request.channel) == ("", "当面")


def test_items_follow_the_numbers_of_the_text(page, office):
    page.show_intake()
    intake = page.findChild(Intake)
    fill_in(intake)
    intake.fields._split()
    intake.submit()
    request = next(call[1] for call in office.calls if call[0] == "register")
    assert [item.text for item in request.items] == ["甲文件", "乙文件"]
    assert request.request_text == "请公开：1、甲文件；2、乙文件"


def test_a_request_is_registered_by_keyboard_alone(page, office, qtbot):
    page.show_intake()
    intake = page.findChild(Intake)
    keys = {
        intake.fields.name: "Zhao",
        intake.fields.phone: "13000000004",
        intake.fields.text: "2023 No.5",
    }
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    intake.fields.channel.setFocus()
    reached = []
    for _ in range(40):
        field = page.window().focusWidget()
        if field in keys and field not in reached:
            qtbot.keyClicks(field, keys[field])
            reached.append(field)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert reached == list(keys)
    qtbot.keyClick(intake.fields.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [call[0] for call in office.calls].count("register") == 1


def test_a_repeat_is_judged_and_never_in_the_way(page, office, qtbot):
    page.show_intake()
    intake = page.findChild(Intake)
    fill_in(intake)
    intake.fields.text.setPlainText("G组2023年度征地补偿款拨付凭证（银行回单及明细）")
    intake._show_aside()
    qtbot.waitUntil(lambda: intake.aside.judged == {"2026-015": "尚未判断"})
    intake.aside.judgement.setCurrentIndex(intake.aside.judgement.findData("2026-015"))
    assert intake.aside.judged == {"2026-015": "重复申请"}
    assert intake.request().repeat_of == "2026-015"
    intake.submit()
    assert [call[0] for call in office.calls].count("register") == 1


def test_the_history_of_an_applicant_leaves_the_form_as_it_was(page):
    page.show_intake()
    intake = page.findChild(Intake)
    fill_in(intake)
    page.show_applicant("李某二", "")
    view = page.findChild(ApplicantView)
    assert view.table.model().rowCount() == 20
    view.closed.emit()
    assert page._views.currentWidget() is intake
    assert intake.fields.name.text() == "李某二"


def test_the_history_is_open_from_a_registered_request_too(page):
    page.open_request("2026-015")
    page.detail.section("基本信息").ask_history()
    view = page.findChild(ApplicantView)
    assert view.table.model().rowCount() == 20
    view.closed.emit()
    assert page._views.currentWidget() is page.detail


def test_an_import_asks_before_it_writes(page, qtbot, prompts, tmp_path):
    page.show_bring_in()
    view = page.findChild(BringIn)
    prompts.path = tmp_path / "登记簿.xlsx"
    view._choose()
    qtbot.waitUntil(lambda: view.findChild(MappingView) is not None)
    mapping = view.findChild(MappingView)
    view._try(mapping.plan())
    qtbot.waitUntil(lambda: view.findChild(QuestionView) is not None)
    questions = view.findChild(QuestionView)
    assert questions.answers() == {}
    kind = questions._answers["申请人类型:法人"]
    assert kind.currentText() == "先记为其他"
    kind.setCurrentIndex(1)
    assert questions.answers() == {"申请人类型:法人": "biz"}
    view._run({}, dry=False)
    qtbot.waitUntil(lambda: view.findChild(ResultView) is not None)


def test_long_names_stay_inside_the_panel_beside_the_form(qtbot):
    aside = IntakeAside()
    qtbot.addWidget(aside)
    sender = "新疆天山雪域高原特色农产品综合开发集团股份有限公司法律事务部"
    mail = UnregisteredMail(
        id="m1", no="1", mail_no="1000000000901", kind="EMS", channel="邮寄(EMS/挂号)",
        sender=sender, signer="门卫", signed=date(2026, 3, 9),
    )  # fmt: skip
    aside.show_mail([mail])
    (take,) = [one for one in aside.findChildren(QPushButton) if "1000000000901" in one.text()]
    assert sender in take.toolTip()
    assert take.sizeHint().width() <= WIDTH


def test_what_an_event_would_do_is_told_as_soon_as_its_form_opens(page, qtbot):
    """Today's date is filled in already: nothing need be typed to see the effect."""
    page.open_request("2026-015")
    form = page.detail.section("经过").form
    form.start(EventType.WITHDRAWN)
    qtbot.waitUntil(lambda: not form.effect.isHidden())
