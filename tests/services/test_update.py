"""程序更新: what is newer is told before it is installed."""

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.update import news_in, read_news

NOTES = """# 更新说明

## 0.2.0

### 台账和期限

- 新的台账。
- 修正期限。

## 0.10.0

- 第十版。

## 0.1.0

第一个可用的版本。
"""


def test_only_newer_versions_are_told_the_newest_first():
    found = news_in(NOTES, since="0.1.0")
    assert [one.version for one in found] == ["0.10.0", "0.2.0"]
    assert found[1].lines == ("【台账和期限】", "新的台账。", "修正期限。")
    assert news_in(NOTES, since="0.10.0") == ()


def test_what_is_no_list_of_changes_is_refused(tmp_path):
    other = tmp_path / "通知.txt"
    other.write_text("关于放假安排的通知", encoding="utf-8")
    for path in (other, tmp_path / "没有.txt"):
        with pytest.raises(UserError):
            read_news(path)


def test_notes_saved_by_windows_are_read(tmp_path):
    path = tmp_path / "更新说明.txt"
    path.write_bytes(NOTES.replace("0.2.0", "9.0.0").encode("gb18030"))
    assert read_news(path)[0].version == "9.0.0"
