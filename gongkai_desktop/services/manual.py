"""The manual and the one-page guides (使用手册、一页通), made from the help and the pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from gongkai_desktop import __version__
from gongkai_desktop.documents.files import atomic_write, make_folder
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.help import FirstHour, Guide, HelpBook, Told, Topic, WalkStep
from gongkai_desktop.domain.manual import Manual, Part, Section, TwoColumns
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.library.help import (
    load_first_hour,
    load_guides,
    load_help,
    load_index_terms,
)
from gongkai_desktop.services.press import Press, press_for, the_press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace

TITLE = "公开台使用手册"
NOTICE = "本程序只能用于非涉密计算机，不得录入国家秘密、工作秘密。图中的单位、人名、申请全部虚构。"
FIRST_HOUR = "第一小时"
HTML, PDF = "使用手册.html", "使用手册.pdf"
_BLANK = "_" * 28
_COLUMNS = (
    TableColumn(heading="事项", width_mm=26, align=Align.CENTRE),
    TableColumn(heading="怎么做", width_mm=84),
    TableColumn(heading="为什么", width_mm=60),
)


def manual_of(book: HelpBook, first: FirstHour, pictures: Mapping[str, bytes], day: date) -> Manual:
    """The manual of a day; ``pictures`` are PNG by the name a topic gives."""
    return Manual(
        title=TITLE,
        version=__version__,
        day=date_words(day),
        notice=NOTICE,
        terms=load_index_terms(),
        parts=(
            _first_hour(first, pictures),
            *(
                Part(
                    title=chapter.title,
                    text=chapter.text,
                    sections=tuple(
                        Section(topic=topic, picture=pictures.get(topic.picture, b""))
                        for topic in chapter.topics
                    ),
                )
                for chapter in book.chapters
            ),
        ),
        tables=(
            TwoColumns(title="快捷键", rows=_keys(book)),
            TwoColumns(title="名词说明", rows=_fields(book)),
        ),
    )


def _first_hour(first: FirstHour, pictures: Mapping[str, bytes]) -> Part:
    """The first hour as a chapter like the others."""
    sections = tuple(
        Section(
            topic=Topic(key=f"hour-{at}", title=step.title, told=Told(meaning=step.words)),
            picture=pictures.get(_picture_name(step), b""),
        )
        for at, step in enumerate(first.steps, start=1)
    )
    return Part(title=first.title, text=first.text, sections=sections)


def _picture_name(step: WalkStep) -> str:
    return f"{FIRST_HOUR}-{step.picture}"


def picture_names() -> frozenset[str]:
    """The pictures the manual shows, by the names the screenshots give them."""
    topics = {one.picture for one in load_help().topics if one.picture}
    return frozenset(topics | {_picture_name(step) for step in load_first_hour().steps})


def _keys(book: HelpBook) -> tuple[tuple[str, str], ...]:
    """The keys with where they work: the same key moves a row here and a day there."""
    everywhere, *others = book.keys
    told = [(key, f"{what}（{one.title}）") for one in others for key, what in one.keys]
    return (*everywhere.keys, *told)


def _fields(book: HelpBook) -> tuple[tuple[str, str], ...]:
    """The fields by the sound of their names (拼音), where a reader looks for them."""
    from pypinyin import lazy_pinyin

    found = sorted(book.fields.values(), key=lambda field: lazy_pinyin(field[0]))
    return tuple(map(_field, found))


def _field(field: tuple[str, Told]) -> tuple[str, str]:
    title, told = field
    more = [f"依据：{told.article}"] if told.article else []
    more += [f"例：{told.example}"] if told.example else []
    return title, "\n".join([told.meaning, *more])


def write_manual(folder: Path, pictures: Sequence[Path], day: date) -> list[Path]:
    """Write the manual as HTML and PDF, and the guides, from the files of the screenshots.

    Raises UserError where a picture that the manual shows was not made.
    """
    from gongkai_desktop.documents.manual_html import manual_html
    from gongkai_desktop.documents.manual_pdf import manual_pdf
    from gongkai_desktop.documents.slim_picture import slim_png

    named = {path.stem.partition("-")[2]: path for path in pictures}
    shown = picture_names()
    lacking = sorted(shown - named.keys())
    if lacking:
        raise UserError(f"没有这些截图：{'、'.join(lacking)}", "请用 screenshots 命令检查截图")
    slim = {name: slim_png(named[name].read_bytes()) for name in named if name in shown}
    made = manual_of(load_help(), load_first_hour(), slim, day)
    make_folder(folder)
    press = the_press()
    atomic_write(folder / HTML, manual_html(made).encode())
    atomic_write(folder / PDF, manual_pdf(made, press.fonts))
    files = [folder / HTML, folder / PDF]
    for guide in load_guides():
        files.append(folder / f"{guide.title}.pdf")
        atomic_write(files[-1], _guide(guide, Unit(), press))
    return files


def guides() -> list[tuple[str, str]]:
    """Key and title of every guide."""
    return [(guide.key, guide.title) for guide in load_guides()]


def guide_pdf(workspace: Workspace, key: str) -> bytes:
    """A guide with the office's own particulars, as PDF of one page."""
    guide = next(one for one in load_guides() if one.key == key)
    return _guide(guide, the_unit(workspace), press_for(workspace))


def _guide(guide: Guide, unit: Unit, press: Press) -> bytes:
    sheet = TableSheet(
        title=guide.title,
        facts=(
            ("单位", unit.name or _BLANK),
            ("给", guide.reader),
            ("公开机构", unit.office_name or _BLANK),
            ("电话", unit.office_phone or _BLANK),
        ),
        columns=_COLUMNS,
        rows=tuple((row.what, row.how, row.basis) for row in guide.rows),
        notes=guide.notes,
    )
    return press.pdf(press.table_pages(sheet))
