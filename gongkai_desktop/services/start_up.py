"""What is said once when the office is opened: a clock set back, a run that did not end well."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.workspace import Workspace

TOLERANCE = timedelta(minutes=10)
_KINDS = {"intake": "新申请", "letter": "文书", "dispute": "复议诉讼"}


def clock_warning(workspace: Workspace) -> str:
    """A sentence where the computer's clock stands before the last entry of the audit.

    Days are counted from the dates of the case, never from the clock, so that they stay right;
    what is overdue today is judged by it. A sample office lives on a day of its own.
    """
    if workspace.demo:
        return ""
    with workspace.office.read() as reader:
        latest = reader.audit.entries(1)
    last = datetime.fromisoformat(latest[0].at) if latest else workspace.now()
    now = workspace.now()
    if now >= last - TOLERANCE:
        return ""
    return (
        f"电脑时间是{date_words(now.date())}{now:%H:%M}，早于最后一次操作"
        f"（{date_words(last.date())}{last:%H:%M}）。请核对电脑的日期和时间："
        "期限仍按登记的日期推算，但今天的余日、是否超期和操作时间会不准"
    )


def note_clock(workspace: Workspace) -> str:
    """The same sentence, kept in the audit so that it is said once."""
    words = clock_warning(workspace)
    if words:
        workspace.note("电脑时钟异常", what=words)
    return words


def unfinished_words(workspace: Workspace) -> str:
    """What was typed and not entered when the program last ended without being closed."""
    with workspace.office.read() as reader:
        kinds = Counter(one.key.split("/")[0].split(":")[0] for one in reader.drafts.all())
    typed = [f"{_KINDS.get(kind, '表单')}{count}份" for kind, count in kinds.items()]
    told = "上次没有正常退出。已经保存的都在"
    if not typed:
        return f"{told}，没有未存的表单"
    return f"{told}；还没有存的{'、'.join(typed)}已经自动保存，打开原来的页面就会出现"
