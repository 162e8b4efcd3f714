"""Every writing use case, ended at random moments or with no room left: before or after, never
between, and every file it wrote is whole or not there."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai_desktop.domain.role import USE_CASES
from gongkai_desktop.services import demo
from gongkai_desktop.services.workspace import open_workspace

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

from tests.hostile.fates import (
    State,
    broken_files,
    killed_after,
    no_room,
    nothing,
    state_of,
    suffer,
    twin,
)
from tests.hostile.scenario import ACTS, Act, Office, lay_out, play

SEED, KILLS = 20261122, 8
ELSEWHERE = {
    "从备份恢复": "tests/store/test_backup.py",
    "设置口令": "tests/store/test_secret.py",
    "取消加密": "tests/store/test_secret.py",
    "修改个人口令": "same transaction as 设置闲置锁定: one setting",
    "电脑时钟异常": "one note",
    "查看完整个人信息": "one note",
    "取出文件": "one note",
    "登记两馆送交": "one row as 更改台账",
    "重新送审": "one field of the item as 回答预审问题",
    "考核自评": "one figure as 填报统计数",
    "更改常用期限": "one setting as 更改到期提醒",
    "记下任务办理": "rows changed as by 更改台账",
    "记下承办科室": "one field of 登记台账",
    "更改定期任务日期": "same function as 停用定期任务",
    "词表启用": "same function as 词表停用",
    "保留本机关的文书格式": "same function as 修改文书格式",
    "导入文书格式": "same function as 修改文书格式",
    "导入配置包": "same functions as 修改文书格式 and 导入词表",
    "记下程序版本": "one setting, before a backup",
    "撤回配置包": "the same rows as 导入配置包, in one transaction",
    "接收协办": "a record and its files as 接收报送 and 添加附件",
    "接收退回通知": "records as 接收报送",
    "接收科室反馈": "tests/services/test_exchange_section.py",
    "手工编号": "within 审签：office in the window",
    "按现行放假安排和期限规则重新计算": "at every start",
    "重新计算台账时限": "after every 导入放假安排",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "office"
    folder.mkdir()
    demo.create_office(folder / "office.gkt")
    lay_out(folder)
    office = Office(open_workspace(folder / "office.gkt"), folder)
    yield office
    office.at.close()


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def lived(office: Office, act: Act, folder: Path) -> tuple[float, State, State]:
    """Seconds the whole act takes, the state before and after."""
    other, location = twin(office, folder)
    before = state_of(location)
    fate = suffer(other, act, location, nothing)
    assert (fate.signal, fate.words) == (0, "")
    return fate.seconds, before, state_of(location)


def kill(office: Office, act: Act, folder: Path, seconds: float) -> tuple[int, State]:
    other, location = twin(office, folder)
    known = names(folder)
    fate = suffer(other, act, location, killed_after(seconds))
    assert fate.words == ""
    assert broken_files(folder, known) == []
    return fate.signal, state_of(location)


def kills_of(office: Office, name: str, act: Act, folder: Path, times: int) -> int:
    """Kill one act so often; returns how often the kill came in time."""
    moments = random.Random(f"{SEED}{name}")
    seconds, before, after = lived(office, act, folder / "whole")
    hit = 0
    for number in range(times):
        share = moments.uniform(0.75, 1.02) if number % 2 else moments.uniform(0, 1)
        signal, state = kill(office, act, folder / str(number), share * seconds)
        assert state in (before, after), name
        hit += signal != 0
    return hit


def test_the_acts_are_all_the_writing_use_cases() -> None:
    """A use case that is added has to be killed too, or say why not."""
    done = {name.split("：")[0] for name, _ in ACTS}
    assert done - USE_CASES.keys() == set()
    assert USE_CASES.keys() - done == ELSEWHERE.keys()


def test_a_few_acts_are_killed(office: Office, tmp_path: Path) -> None:
    some = {"登记申请", "添加附件", "导入登记簿"}
    for name, act in play(office):
        if name in some:
            kills_of(office, name, act, tmp_path / name, 2)
        some.discard(name)
        if not some:
            return


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_every_use_case_is_killed_at_random_moments(office: Office, tmp_path: Path) -> None:
    hits = 0
    for number, (name, act) in enumerate(play(office)):
        folder = tmp_path / str(number)
        hits += kills_of(office, name, act, folder, KILLS)
    assert hits > len(ACTS) * KILLS * 0.6


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_every_use_case_with_no_room_left(office: Office, tmp_path: Path) -> None:
    """One sentence that says so, nothing half done, and with room again the act goes through."""
    refused = 0
    for number, (name, act) in enumerate(play(office)):
        folder = tmp_path / str(number)
        _, before, after = lived(office, act, folder / "whole")
        for more in (0, 40_000):
            other, location = twin(office, folder / str(more))
            known = names(location.parent)
            fate = suffer(other, act, location, no_room(more))
            assert fate.words == "" or fate.words.startswith("说明："), fate.words
            assert broken_files(location.parent, known) == []
            state = state_of(location)
            assert state == after if not fate.words else state in (before, after), name
            refused += bool(fate.words)
            if fate.words:
                assert any(word in fate.words for word in ("磁盘", "空间", "写不进")), fate.words
    assert refused > 20
