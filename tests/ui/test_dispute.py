"""The place 复议诉讼: a dispute recorded, ended, struck; the way from and to its request."""

from datetime import date

from gongkai_desktop.domain.dispute import DatedNote, Dispute
from gongkai_desktop.ui.dispute.fields import dated_lines, read_dated_lines
from gongkai_desktop.ui.dispute.page import DisputePage

TODAY = date(2026, 11, 22)


def page_of(shell) -> DisputePage:
    page = shell.open_place("dispute")
    assert isinstance(page, DisputePage)
    return page


def typed(page: DisputePage, number: str = "2026-016") -> None:
    page.begin()
    page.form.fields.number.setText(number)
    page.form.fields.received.set_day(date(2026, 11, 17))


def test_an_empty_place_says_what_belongs_there(shell) -> None:
    page = page_of(shell)
    assert page.table.model().rowCount() == 0
    assert not page.table.isVisible()


def test_a_dispute_is_recorded_with_its_limit_seen_before_saving(shell, qtbot) -> None:
    page = page_of(shell)
    typed(page)
    qtbot.waitUntil(lambda: "2026-12-01" in page.form.limit._due.text())
    assert "第四十八条" in page.form.limit._why.text()
    assert page.form.fields.organ.text() == "望山县人民政府"
    page.form.fields.procedure.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "2026-11-24" in page.form.limit._due.text())
    page.form.save()
    page.show_list()
    assert page.table.model().rowCount() == 1


def test_the_organ_follows_the_kind_until_another_is_typed(shell) -> None:
    page = page_of(shell)
    page.begin()
    page.form.fields.kind.setCurrentIndex(1)
    assert page.form.fields.organ.text() == "望山县人民法院"
    page.form.fields.organ.setText("示例市中级人民法院")
    page.form.fields.kind.setCurrentIndex(2)
    assert page.form.fields.organ.text() == "示例市中级人民法院"


def test_what_is_missing_is_said_under_its_field(shell, prompts) -> None:
    page = page_of(shell)
    page.begin()
    assert page.form.fields.grid.first_problem() == "请填写登记号"
    typed(page)
    page.form.fields.hearings.setPlainText("下周三开庭")
    assert "没有以日期开头" in page.form.fields.grid.first_problem()
    page.form.fields.hearings.setPlainText("2026-12-3 开庭")
    assert page.form.fields.grid.first_problem() == ""
    page.form.fields.number.setText("1999-001")
    page.form.save()
    assert prompts.said[-1][0] == "trouble"


def test_an_order_asks_for_the_day_the_decision_came(shell) -> None:
    page = page_of(shell)
    typed(page)
    fields = page.form.fields
    fields.ruling.setCurrentIndex(fields.ruling.findData("review_revoked_reanswer"))
    fields.concluded.set_day(date(2026, 11, 19))
    assert fields.reanswer.currentData() == "ordered"
    assert "期限从这一天起算" in fields.grid.first_problem()
    fields.decision_no.setText("望府复决〔2026〕40号")
    fields.decision_received.set_day(date(2026, 11, 20))
    assert fields.grid.first_problem() == ""
    made = fields.dispute
    assert (made.result, made.proceeding.reanswer) == ("corrected", True)
    fields.ruling.setCurrentIndex(0)
    assert (fields.dispute.result, fields.dispute.concluded) == ("", None)


def test_a_struck_dispute_leaves_the_list_with_its_reason(shell, prompts) -> None:
    page = page_of(shell)
    typed(page)
    page.form.save()
    prompts.text = "误录"
    page.form._void()
    assert page.table.model().rowCount() == 0
    assert page._ports.kept[0][1].void_reason == "误录"


def test_a_request_leads_to_its_dispute_and_back(shell) -> None:
    requests = shell.open_place("request")
    requests.open_request("2026-016")
    requests.detail.section("复议诉讼").begin()
    page = shell.page
    assert isinstance(page, DisputePage)
    assert page.form.fields.number.text() == "2026-016"
    page.form.closed.emit()
    assert shell.page is requests


def test_the_form_shows_what_was_kept(shell) -> None:
    page = page_of(shell)
    typed(page)
    page.form.fields.papers.setPlainText("2026-11-20 答复书、证据目录")
    page.form.save()
    (number, kept), *_ = page._ports.kept
    page.open_entry(page._ports.listing(None)[0])
    assert page.form.fields.dispute == kept
    assert number == "2026-016"
    assert isinstance(kept, Dispute)


def test_dated_lines_are_read_as_people_write_them() -> None:
    notes, problem = read_dated_lines("2026年12月3日 上午9时开庭\n\n20261204", TODAY)
    assert problem == ""
    assert notes == (
        DatedNote(day=date(2026, 12, 3), what="上午9时开庭"),
        DatedNote(day=date(2026, 12, 4), what=""),
    )
    assert read_dated_lines(dated_lines(notes), TODAY) == (notes, "")


def test_what_was_typed_and_not_kept_comes_back_until_given_up(shell, qtbot) -> None:
    page = page_of(shell)
    typed(page)
    page.form.fields.ruling.setCurrentIndex(page.form.fields.ruling.findData("review_illegal"))
    page.form.fields.claim.setPlainText("撤销答复")
    before = page.form.fields.words
    qtbot.waitUntil(lambda: bool(shell._context.ports.register.draft("dispute/new")))
    page.form.closed.emit()
    page.begin()
    assert page.form.fields.words == before
    assert not page.form.restored.isHidden()
    page.form.give_up()
    assert page.form.fields.claim.toPlainText() == ""
    assert page.form.restored.isHidden()
    typed(page)
    qtbot.waitUntil(lambda: bool(shell._context.ports.register.draft("dispute/new")))
    page.form.save()
    assert not shell._context.ports.register.draft("dispute/new")


def test_a_draft_for_one_request_does_not_land_on_another(shell, qtbot) -> None:
    page = page_of(shell)
    typed(page, "2026-016")
    qtbot.waitUntil(lambda: bool(shell._context.ports.register.draft("dispute/new")))
    page.begin("2026-015")
    assert page.form.fields.number.text() == "2026-015"
    assert page.form.fields.received.day is None


def test_a_case_recorded_already_takes_in_the_second_request(shell, prompts) -> None:
    """One case counts once in 表三: the window offers to link, and records nothing without it."""
    page = page_of(shell)
    typed(page, "2026-016")
    page.form.fields.case_no.setText("望府复〔2026〕40号")
    page.form.save()
    typed(page, "2026-015")
    page.form.fields.case_no.setText("望府复[2026]40号")
    prompts.yes = False
    page.form.save()
    assert prompts.said[-1][:2] == ("confirm", "这个案件已经登记")
    assert "2026-016" in prompts.said[-1][2]
    prompts.yes = True
    page.form.save()
    assert page.form.fields.number.text() == "2026-016"
    assert page.form.fields.also_about == ("2026-015",)
    assert len(page._ports.kept) == 1


def test_further_requests_are_read_as_people_list_them(shell) -> None:
    page = page_of(shell)
    page.begin()
    page.form.fields.also.setText(" 2026-008、2026-011，2026-012 ")
    assert page.form.fields.also_about == ("2026-008", "2026-011", "2026-012")
