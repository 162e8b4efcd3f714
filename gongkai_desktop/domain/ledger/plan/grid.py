"""Tables of tasks (任务分工表): headings of one or two rows, merged cells, tables cut by pages.

A row is either whole (a cell for every column, merged ones filled) or loose (only the cells that
say something, as a web page or a pasted text leaves them); both give the same tasks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from gongkai_desktop.domain.ledger.plan.headings import is_heading, level_of
from gongkai_desktop.domain.ledger.plan.task import PlanWords, Task
from gongkai_desktop.domain.ledger.plan.timing import is_time, read_deadline, subtasks_of
from gongkai_desktop.domain.ledger.plan.units import assigned_in, looks_like_units

Row = Sequence[str]
_TEXT_FIELDS = ("heading", "subheading", "requirement")
WHO = ("lead", "units", "support")
_LONGEST_HEAD = 16
_LONGEST_TIME = 40
_LONGEST_TITLE = 60
_REMARK = re.compile(
    r"(?:注|备\s*注|说明|填\s*[报表]\s*(?:人|单位|日期)|审核人|制表人?|联系人|联系电话|单位负责人)\s*[:：\d]"
    r"|(?:合\s*计|总\s*计)$"
)
_SECTION_NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．]?|[（(][一二三四五六七八九十]{1,3}[)）])$"
)
_SECOND_LEVEL = re.compile(r"(?=[（(〔]\s*[一二三四五六七八九十]{1,3}\s*[)）〕])")
_NUMBER = re.compile(r"^[（(]?\s*(\d{1,3}|\d{1,2}[-.－]\d{1,2})\s*[)）.、．]?$")
SENTENCE_ENDS = ("。", "；", ";", "！", "？", "：", ":")


@attrs.frozen(kw_only=True)
class Head:
    """The columns of a table in order: each a field, empty for what is not read."""

    fields: tuple[str, ...]
    height: int = 1

    @property
    def text_fields(self) -> tuple[str, ...]:
        """The columns that say what is to be done, the general ones first."""
        return tuple(field for field in self.fields if field in _TEXT_FIELDS)


def words_key(text: str) -> str:
    """A heading without spaces and marks, for comparing."""
    return re.sub(r"[\s　:：*＊]", "", text)


def field_of(cell: str, known: PlanWords) -> str:
    """The field a heading names; a bracketed remark in it does not count."""
    key = words_key(cell)
    if not key or len(key) > _LONGEST_HEAD:
        return ""
    bare = re.sub(r"[（(].*?[)）]", "", key)
    for candidate in (key, bare):
        if candidate in known.headers:
            return known.headers[candidate]
    ends = [name for name in known.headers if len(name) >= 2 and bare.endswith(name)]
    return known.headers[max(ends, key=len)] if ends and len(bare) <= 10 else ""


def read_head(rows: Sequence[Row], known: PlanWords) -> Head | None:
    """The heading that begins with the first of some rows; None where it is none.

    It names what is to be done and who does it or until when; a second row parts a column
    further (责任分工 above 牵头单位 and 配合单位).
    """
    first = [field_of(cell, known) for cell in rows[0]]
    if not _is_head(first):
        return None
    if len(rows) > 1 and len(rows[1]) == len(rows[0]):
        second = [field_of(cell, known) for cell in rows[1]]
        own = [
            at
            for at, cell in enumerate(rows[1])
            if words_key(cell) and words_key(cell) != words_key(rows[0][at])
        ]
        if own and all(second[at] for at in own):
            return Head(
                fields=_ranked([s or f for f, s in zip(first, second, strict=True)]), height=2
            )
    return Head(fields=_ranked(first))


def _is_head(fields: Sequence[str]) -> bool:
    named = {field for field in fields if field}
    return bool(named & {"task", "requirement"}) and bool(named & {*WHO, "deadline"})


def _ranked(fields: Sequence[str]) -> tuple[str, ...]:
    """Columns of tasks by their place: the last says what is asked, those before are headings.

    工作任务 before 具体要求 is a heading, alone it is the requirement itself.
    """
    places = [at for at, field in enumerate(fields) if field in ("task", "requirement")]
    named = list(fields)
    for at in places:
        named[at] = "subheading"
    named[places[-1]] = "requirement"
    if len(places) > 1:
        named[places[0]] = "heading"
    return tuple(named)


class GridReader:
    """Reads the rows of one table, and of those that continue it, into tasks."""

    def __init__(self, head: Head, known: PlanWords, year: int) -> None:
        self._head = head
        self._known = known
        self._year = year
        self._above: dict[str, str] = {}
        self._section = ""
        self._tasks: list[Task] = []
        self._width = len(head.fields)

    @property
    def head(self) -> Head:
        """The columns it reads by."""
        return self._head

    @property
    def tasks(self) -> list[Task]:
        """The tasks read so far."""
        return self._tasks

    def read_row(self, row: Row) -> None:
        """Read one row; blanks, headings across the table and repeated heads give no task."""
        cells = [cell.strip() for cell in row]
        said = [cell for cell in cells if cell]
        if not said or self._is_head_again(said) or self._is_counting(said):
            return
        if _REMARK.match(said[0]):
            return
        if len(set(said)) == 1 and (is_heading(said[0]) or self._across(cells, said)):
            self._take_heading(said[0], across=True)
            return
        if self._is_section(cells, said):
            number = said[0].rstrip("、.．")
            mark = "" if number.endswith((")", "）")) else "、"
            self._take_heading(f"{number}{mark}{said[1]}", across=True)
            return
        if len(cells) == self._width and self._is_whole(cells):
            self._finish(self._whole(cells))
        else:
            self._finish(self._loose(said))

    def read_loose(self, cells: Row) -> None:
        """Read a row of which only the cells that say something are known."""
        said = [cell.strip() for cell in cells if cell.strip()]
        if not said or self._is_head_again(said):
            return
        for heading in said if all(map(is_heading, said)) else ():
            self._take_heading(heading)
        if not all(map(is_heading, said)):
            self._finish(self._loose(said))

    def _across(self, cells: Row, said: Row) -> bool:
        """One text in every cell of the row, or alone in a row of empty ones."""
        alone = len(said) == 1 and len(cells) > 1 and "requirement" not in self._place(cells, said)
        return (len(said) == len(cells) > 2 or alone) and len(said[0]) <= 60

    def _is_section(self, cells: Row, said: Row) -> bool:
        """一 in the number's place and one text over all the rest."""
        if not _SECTION_NUMBER.match(said[0]) or self._place(cells, said) not in ("no", "heading"):
            return False
        if len(set(said)) != 2 or len(said[1]) > _LONGEST_TITLE:
            return False
        return len(said) > 2 or self._place(cells, said[1:]) != "requirement"

    def _place(self, cells: Row, said: Row) -> str:
        at = cells.index(said[0])
        return self._head.fields[at] if at < self._width else ""

    def _is_head_again(self, said: Row) -> bool:
        fields = [field_of(cell, self._known) for cell in said]
        return sum(map(bool, fields)) >= 2 and sum(map(bool, fields)) * 3 >= len(said) * 2

    def _is_counting(self, said: Row) -> bool:
        return len(said) > 2 and list(said) == [str(one) for one in range(1, len(said) + 1)]

    def _is_whole(self, cells: Row) -> bool:
        """Whether each cell stands under its own heading: who and when are where they belong."""
        for field, cell in zip(self._head.fields, cells, strict=True):
            if not cell:
                continue
            if field == "no" and not number_of(cell) and level_of(cell) is None:
                return False
            if field in WHO and not self._fits_who(cell):
                return False
            if field == "deadline" and len(cell) > _LONGEST_TIME and not self.is_time(cell):
                return False
        place = self._head.fields.index("requirement")
        return bool(cells[place]) and not (
            self._blank_end(cells) and looks_like_units(cells[place], self._known)
        )

    def _fits_who(self, cell: str) -> bool:
        return len(cell) <= 400 and not re.search(r"。.", cell) and not self.is_time(cell)

    def _blank_end(self, cells: Row) -> bool:
        who = [at for at, field in enumerate(self._head.fields) if field in (*WHO, "deadline")]
        return any(not cells[at] for at in who)

    def _whole(self, cells: Row) -> dict[str, str]:
        values: dict[str, str] = {}
        for field, cell in zip(self._head.fields, cells, strict=True):
            if field and cell:
                known = values.get(field, "")
                values[field] = cell if not known or cell == known else f"{known}\n{cell}"
        return values

    def _loose(self, said: Row) -> dict[str, str]:
        """Cells that say something, given their fields by what they look like, from both ends."""
        cells = list(said)
        values: dict[str, str] = {}
        numbers = [at for at, cell in enumerate(cells[:3]) if number_of(cell)]
        if numbers:
            values["no"] = cells.pop(numbers[0])
        after = self._trailing(cells)
        for field in reversed([one for one in self._head.fields if one]):
            if len(cells) > 1 and self._may_stand(field, cells[-1]):
                values[field] = cells.pop()
        if set(values) & {"support"} and "lead" in self._head.fields and "lead" not in values:
            values["lead"] = values.pop("support")
        self._texts(cells, values)
        for heading in after:
            values.setdefault("next", heading)
        return values

    def _may_stand(self, field: str, cell: str) -> bool:
        """Whether a cell is of a column that says until when or who."""
        if field == "deadline":
            return self.is_time(cell)
        return field in WHO and looks_like_units(cell, self._known)

    def _trailing(self, cells: list[str]) -> list[str]:
        """Take away what stands behind the row's last column; a heading there begins the next."""
        if "deadline" not in self._head.fields:
            return []
        places = [at for at, cell in enumerate(cells) if at and self.is_time(cell)]
        if not places or self._head.fields[-1] == "note":
            return []
        behind = cells[places[-1] + 1 :]
        del cells[places[-1] + 1 :]
        return [cell for cell in behind if is_heading(cell)][:1]

    def _texts(self, cells: list[str], values: dict[str, str]) -> None:
        fields = list(self._head.text_fields)
        while len(cells) > 1 and len(fields) > 1 and is_heading(cells[0]):
            level = level_of(cells[0])
            values["heading" if level == 0 else "subheading"] = cells.pop(0)
        left = [field for field in fields if field not in values]
        if len(cells) > 1 and len(left) > 1 and not values.keys() & {"heading", "subheading"}:
            for field in left[:-1][-(len(cells) - 1) :]:
                if (
                    len(cells) > 1
                    and len(cells[0]) <= _LONGEST_TITLE
                    and cells[0][-1] not in SENTENCE_ENDS
                ):
                    values[field] = cells.pop(0)
        if cells:
            values["requirement"] = "\n".join(cells)

    def is_time(self, cell: str) -> bool:
        """Whether a cell says until when, or that there is no end (长期坚持)."""
        return not number_of(cell) and is_time(cell, self._year, self._known.lasting)

    def _take_heading(self, text: str, *, across: bool = False) -> None:
        """A heading for the rows below; one ``across`` the table stands above their own."""
        level = level_of(text)
        above = self._above.get("heading", "")
        if level == 1 and above and level_of(above) != 1:
            self._above["subheading"] = text
            return
        self._above = {"heading": text}
        self._section = text if across else ""

    def _finish(self, values: dict[str, str]) -> None:
        """Make a task; what the row leaves empty is what stands above it."""
        following = values.pop("next", "")
        requirement = values.get("requirement", "")
        if self._is_rest(values, requirement):
            last = self._tasks[-1]
            self._tasks[-1] = self._task(last.no, f"{last.requirement}{requirement}", self._above)
        elif requirement:
            self._inherit(values)
            no = number_of(values.get("no", "")) or self._next_number(values)
            self._tasks.append(self._task(no, requirement, self._above))
        elif values.get("heading") or values.get("subheading"):
            self._inherit(values)
        if following:
            self._take_heading(following)

    def _inherit(self, values: dict[str, str]) -> None:
        """Remember what the rows below may leave empty."""
        values = self._placed(values)
        head = values.get("heading", "")
        if level_of(head) == 1 and level_of(self._above.get("heading", "")) == 0:
            values = {**values, "subheading": values.get("subheading", head)}
            values.pop("heading")
        if values.get("heading") and values["heading"] != self._above.get("heading"):
            self._above.pop("subheading", None)
        for field in ("heading", "subheading", *WHO, "deadline", "person"):
            if values.get(field):
                self._above[field] = values[field]
            elif field in WHO and any(values.get(one) for one in WHO):
                self._above.pop(field, None)

    def _placed(self, values: dict[str, str]) -> dict[str, str]:
        """Headings by level: 一、 and （一） in one cell parted, its own below its section's."""
        head = values.get("heading", "")
        if level_of(head) == 0 and not values.get("subheading"):
            first, *rest = (part.strip() for part in _SECOND_LEVEL.split(head, maxsplit=1))
            if rest:
                return {**values, "heading": first, "subheading": rest[0]}
        if head and self._section and level_of(head) != 0:
            own = " ".join(dict.fromkeys(filter(None, (head, values.get("subheading", "")))))
            return {**values, "heading": self._section, "subheading": own}
        return values

    def _is_rest(self, values: Mapping[str, str], requirement: str) -> bool:
        """The rest of a row that the page cut: no number, nobody, and the text before ran on."""
        return bool(
            self._tasks
            and requirement
            and "no" in self._head.fields
            and not any(values.get(one) for one in ("no", "deadline", *WHO))
            and not self._tasks[-1].requirement.endswith(SENTENCE_ENDS)
        )

    def _next_number(self, values: Mapping[str, str]) -> str:
        if "no" in self._head.fields and self._tasks and "no" not in values:
            return self._tasks[-1].no
        return str(len(self._tasks) + 1)

    def _task(self, no: str, requirement: str, above: Mapping[str, str]) -> Task:
        parts = [
            f"{label}：{above[field]}"
            for field, label in (
                ("lead", "牵头单位"),
                ("units", "责任单位"),
                ("support", "配合单位"),
            )
            if above.get(field)
        ]
        alone = len(parts) == 1 and above.get("units")
        assigned = assigned_in(above["units"] if alone else "；".join(parts), self._known)
        deadline_text = re.sub(r"\s+", "", above.get("deadline", ""))
        return Task(
            no=no,
            heading=_flat(above.get("heading", "")),
            subheading=_flat(above.get("subheading", "")),
            requirement=requirement,
            units=assigned.units,
            lead=assigned.lead,
            support=assigned.support,
            deadline_text=deadline_text,
            deadline=read_deadline(deadline_text, self._year),
            subtasks=subtasks_of(requirement, deadline_text, self._year),
        )


def number_of(cell: str) -> str:
    """The number a cell holds and nothing else (12, 1-2), as written; empty where it does not."""
    found = _NUMBER.match(cell.strip())
    return found.group(1) if found else ""


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)
