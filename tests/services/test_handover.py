"""人员交接: open work listed, passed in one transaction, the sheet, the two named posts."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.handover import ATTRIBUTE_POST, REPLY_POST, Transfer
from gongkai_desktop.services import desk
from gongkai_desktop.services import handover as service
from gongkai_desktop.services.backup import backup
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.workspace import OPERATOR_SETTING, Workspace
from tests.services.printed import text_of

DAY = date(2026, 11, 20)


def everything(workspace: Workspace) -> tuple[str, ...]:
    return tuple(one.key for one in service.open_work(workspace) if one.key)


def passing(workspace: Workspace, **more) -> Transfer:
    facts = {"keys": everything(workspace), "posts": (REPLY_POST,), "day": DAY}
    return Transfer(giver="丁某", successor="庚某", **{**facts, **more})


def test_all_open_work_is_listed_with_its_limits(sample: Workspace) -> None:
    work = service.open_work(sample)
    groups = [one.group for one in work]
    assert groups.count("在办申请") + groups.count("等待条件") == 7
    assert groups.count("复议诉讼") == 3
    assert {"定期任务", "待归档"} <= set(groups)
    late = next(one for one in work if one.no == "2026-015")
    assert (late.due, late.holder) == (date(2026, 11, 18), "丁某")
    assert "超期" in late.state
    recurring = {one.what: one.state for one in work if one.group == "定期任务"}
    assert recurring["公众代表列席会议"] == "已办3，应办5"
    assert "政务公开专题培训" not in recurring, "what is met is not open work"


def test_more_passes_than_the_desk_shows(sample: Workspace, monkeypatch) -> None:
    monkeypatch.setattr(desk, "MOST_LINES", 2)
    groups = [one.group for one in service.open_work(sample)]
    assert groups.count("在办申请") + groups.count("等待条件") == 7


def test_the_two_posts_have_their_holders(sample: Workspace) -> None:
    held = {post.title: post.holder for post in service.posts(sample)}
    assert held == {REPLY_POST: "丁某", ATTRIBUTE_POST: "戊某某"}
    assert service.doubts(sample) == ()


def test_everything_passes_in_one_transaction(sample: Workspace) -> None:
    with sample.office.read() as reader:
        before = reader.audit.head().seq
    done = service.hand_over(sample, passing(sample))
    assert len(done.passed) == 10
    for number in ("2026-014", "2026-015", "2026-017", "2026-018"):
        assert request_numbered(sample, number).handler == "庚某"
    assert request_numbered(sample, "2026-011").handler == "丁某"  # closed: who did it stays
    assert {one.holder for one in service.open_work(sample) if one.key} == {"庚某"}
    with sample.office.read() as reader:
        entries = reader.audit.entries(since=before)
        assert [one.use_case for one in entries] == ["人员交接"]
        assert entries[0].notes["successor"] == "庚某"
        assert reader.settings.get(OPERATOR_SETTING) == "庚某"
        assert done.head == reader.audit.head()
        people = {(one.name, one.post, one.until) for one in reader.people.all()}
    assert ("丁某", REPLY_POST, DAY) in people
    assert ("庚某", REPLY_POST, None) in people
    assert sample.office.verify() == []


def test_one_that_cannot_be_leaves_all_as_it_was(sample: Workspace) -> None:
    wrong = passing(sample, keys=(*everything(sample), "request:1999-001"))
    with pytest.raises(UserError, match="1999-001"):
        service.hand_over(sample, wrong)
    with pytest.raises(UserError, match="已不存在"):
        service.hand_over(sample, passing(sample, keys=("dispute:none",)))
    assert request_numbered(sample, "2026-015").handler == "丁某"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"successor": " "}, "接交人"),
        ({"successor": "丁某"}, "同一个人"),
        ({"day": date(2026, 12, 1)}, "晚于今天"),
        ({"keys": (), "posts": ()}, "没有选择"),
        ({"posts": ("局长",)}, "局长"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(sample: Workspace, more, told) -> None:
    facts = {"giver": "丁某", "successor": "庚某", "day": DAY, "keys": ("request:2026-015",)}
    with pytest.raises(UserError, match=told):
        service.hand_over(sample, Transfer(**{**facts, **more}))


def test_one_person_in_both_posts_is_doubted(sample: Workspace) -> None:
    service.appoint(sample, ATTRIBUTE_POST, "丁某", DAY)
    assert any("分别确定" in one for one in service.doubts(sample))
    held = [post.holder for post in service.posts(sample) if post.title == ATTRIBUTE_POST]
    assert held == ["丁某"]
    with pytest.raises(UserError):
        service.appoint(sample, "局长", "丁某", DAY)


def test_an_empty_office_says_that_nobody_is_named(empty: Workspace) -> None:
    assert len(service.doubts(empty)) == 2
    assert all(post.holder == "" for post in service.posts(empty))
    assert service.names(empty) == ("丁某",)


def test_the_sheet_names_work_file_backup_and_audit_head(sample: Workspace, tmp_path) -> None:
    saved = backup(sample, tmp_path / "U盘")
    done = service.hand_over(sample, passing(sample))
    text = text_of(service.handover_pdf(sample, done))
    for said in ("政府信息公开工作交接单", "丁某", "庚某", "2026-015", "2026-11-18"):
        assert said in text
    assert done.head.hash in text
    assert saved.file.name in text
    assert "office.gkt" in text
    assert "监交人" in text


def test_the_sheet_is_kept_and_can_be_printed_again(sample: Workspace, tmp_path) -> None:
    with pytest.raises(UserError, match="还没有交接单"):
        service.write_sheet(sample, tmp_path / "再打.pdf")
    done = service.hand_over(sample, passing(sample))
    service.keep_sheet(sample, done)
    service.write_sheet(sample, tmp_path / "再打.pdf")
    assert done.head.hash in text_of((tmp_path / "再打.pdf").read_bytes())
    assert sample.office.verify() == []
