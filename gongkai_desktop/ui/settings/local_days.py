"""地方假日: regional holidays laid over the national calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from gongkai_desktop.domain.calendar import DayOff, LocalDays
from gongkai_desktop.ui.common.days import read_day
from gongkai_desktop.ui.common.forms import FormGrid, long_field, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.settings.common import SettingCard

_WORDS = (
    "自治地方依法规定的节日（如开斋节、三月三）在全国放假安排之外放假。没有地方假日的不用填写。"
)
_OFF_HELP = told("local_days.off")
_WORK_HELP = told("local_days.work")


class LocalDaysPart(SettingCard):
    """地方假日."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._today = context.ports.desktop.facts().today
        local = context.ports.settings.local_days() or LocalDays(source="")
        self.source = text_field(local.source, "如 某自治区人民政府关于三月三放假的通知")
        self.off = long_field("\n".join(map(_off_words, local.off)), lines=5)
        self.work = long_field("\n".join(day.isoformat() for day in local.work), lines=3)
        self.grid = FormGrid()
        self.grid.add("依据文件", self.source, required=True)
        self.grid.add("放假", self.off, hint=_OFF_HELP, check=self._off_problem)
        self.grid.add("调休上班", self.work, hint=_WORK_HELP, check=self._work_problem)
        super().__init__(context, "地方假日", _WORDS, self.grid, self.submit)

    def submit(self) -> None:
        """Keep the days; open deadlines are counted anew."""
        if self.grid.first_problem():
            return
        moved: list[tuple[str, str, str]] = []
        settings = self._context.ports.settings
        local = LocalDays(
            source=self.source.text().strip(),
            off=tuple(self._stretches()),
            work=tuple(self._days(self.work.toPlainText().split())),
        )
        if self.keep(lambda: moved.extend(settings.save_local_days(local))):
            self.show_moved(moved)
            self._changed()

    def _stretches(self) -> list[DayOff]:
        found = []
        for line in self.off.toPlainText().splitlines():
            words = line.split()
            if words:
                days = self._days(words[1:])
                found.append(DayOff(name=words[0], start=days[0], end=days[-1]))
        return found

    def _off_problem(self) -> str:
        for number, line in enumerate(self.off.toPlainText().splitlines(), start=1):
            words = line.split()
            if words and not (1 < len(words) <= 3 and len(self._days(words[1:])) == len(words) - 1):
                return f"第{number}行看不懂，应写成“名称 2027-04-09 2027-04-10”"
        return ""

    def _work_problem(self) -> str:
        words = self.work.toPlainText().split()
        bad = [word for word in words if not self._days([word])]
        return f"“{bad[0]}”不是日期" if bad else ""

    def _days(self, words: Sequence[str]) -> list[date]:
        days = (read_day(word, self._today) for word in words)
        return [day for day in days if day]


def _off_words(one: DayOff) -> str:
    return f"{one.name} {one.start.isoformat()} {one.end.isoformat()}"
