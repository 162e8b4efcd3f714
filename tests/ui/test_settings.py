"""设置: local days, conventions, people, duties, the law as a list."""

from datetime import date

import pytest

from gongkai_desktop.domain.clock.rules import Boundary, DayOff
from gongkai_desktop.ui.settings.page import SettingsPage


@pytest.fixture
def page(shell) -> SettingsPage:
    return shell.open_place("settings")


def part(page: SettingsPage, key: str):
    page.arrive(key)
    return page.part()


def test_local_days_are_read_line_by_line(page):
    """《全国年节及纪念日放假办法》第四条: regional days on top of the national ones."""
    local = part(page, "local")
    local.source.setText("某自治区人民政府关于三月三放假的通知")
    local.off.setPlainText("三月三 2027-04-09 2027-04-10\n开斋节 2027-03-10")
    local.work.setPlainText("2027-04-11")
    local.submit()
    kept = page.context.ports.settings.local_days()
    assert [(one.name, one.start, one.end) for one in kept.off] == [
        ("三月三", date(2027, 4, 9), date(2027, 4, 10)),
        ("开斋节", date(2027, 3, 10), date(2027, 3, 10)),
    ]
    assert kept.work == (date(2027, 4, 11),)


@pytest.mark.parametrize(
    "line", ["三月三", "三月三 四月九日", "三月三 2027-04-09 2027-04-10 2027-04-11"]
)
def test_a_line_that_cannot_be_read_is_named(page, line):
    local = part(page, "local")
    local.source.setText("通知")
    local.off.setPlainText(f"开斋节 2027-03-10\n{line}")
    assert "第2行" in local.grid.first_problem()
    local.submit()
    assert page.context.ports.settings.local_days() is None


def test_conventions_are_chosen_and_near_days_set(page):
    choices = part(page, "conventions")
    choices.boundary.setCurrentIndex(choices.boundary.findData(Boundary.BOTH.value))
    choices.day_off.setCurrentIndex(choices.day_off.findData(DayOff.NEXT.value))
    choices.near.setValue(5)
    choices.correction.setValue(7)
    choices.submit()
    settings = page.context.ports.settings
    assert settings.conventions().consult_boundary == Boundary.BOTH
    assert settings.conventions().day_off == DayOff.NEXT
    assert settings.near() == 5
    assert settings.usual_days().correction == 7


def test_people_are_entered_changed_and_the_operator_chosen(page, office):
    people = part(page, "people")
    people.name.setText("戊某某")
    people.post.setCurrentText("法规审核")
    people.submit()
    assert [one.name for one in page.context.ports.settings.people()] == ["丁某", "戊某某"]
    people.edit(page.context.ports.settings.people()[0])
    people.until.set_day(date(2026, 11, 20))
    people.submit()
    assert {one.name: one.until for one in page.context.ports.settings.people()}["丁某"] == date(
        2026, 11, 20
    )
    people.operator.setCurrentText("戊某某")
    people.choose()
    assert ("operator", "戊某某") in office.calls


def test_the_law_is_filtered_by_kind_force_and_check(page):
    law = part(page, "law")
    shown = lambda: [law._model.record(at) for at in range(law._model.rowCount())]  # noqa: E731
    law.filters.choose("kind", "法律文件")
    assert {one.kind for one in shown()} == {"法律文件"}
    assert all(one.in_force(date(2026, 11, 22)) for one in shown())
    current = len(shown())
    law.filters.choose("force", "")
    assert len(shown()) > current
    law.filters.choose("checked", "open")
    assert shown()
    assert not any(one.confirmed for one in shown())


def test_a_duty_is_put_back_and_its_day_moved(page, office):
    duties = part(page, "duty")
    duties._switch_on("review")
    duties._move("quarterly", 12)
    assert ("duty off", "review", "") in office.calls
    assert ("duty day", "quarterly", 12) in office.calls


def test_the_year_to_paste_is_the_first_one_missing(page):
    assert part(page, "calendar").year.value() == 2027
