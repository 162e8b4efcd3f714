"""The columns of a ledger's list (台账的列): which of its own there is room for, and how shown."""

from __future__ import annotations

from gongkai_desktop.domain.ledger.form import Column as LedgerColumn
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.table import Column
from gongkai_desktop.ui.ports.ledger import LedgerLine

_MOST_COLUMNS = 6


def list_columns(form: LedgerForm) -> tuple[Column[LedgerLine], ...]:
    """Number, limit and status always; of its own columns as many as there is room for."""
    limit = Column[LedgerLine](
        title="时限", text=lambda line: day_words(line.due) or "—", sort="due_date", width=100
    )
    return (
        Column(title="编号", text=lambda line: line.no, sort="no", width=84),
        *(_column(one, form, at) for at, one in enumerate(_shown(form), start=1)),
        *((limit,) if form.limits else ()),
        Column(
            title="状态",
            text=lambda line: f"已超期（{line.status}）" if line.overdue else line.status,
            sort="status",
            tone=lambda line: TONES[Level.OVERDUE] if line.overdue else None,
            width=152,
        ),
    )


def _shown(form: LedgerForm) -> list[LedgerColumn]:
    """The title and the columns narrow enough for a list, the first few of them."""
    narrow = [one for one in form.columns if one.width and one.key != form.title_column]
    return [
        one for one in form.columns if one.key == form.title_column or one in narrow[:_MOST_COLUMNS]
    ]


def _column(one: LedgerColumn, form: LedgerForm, at: int) -> Column[LedgerLine]:
    """A column as the list shows it; later ones give way first where the list is narrow."""
    key = one.key
    title = key == form.title_column
    return Column(
        title=one.title,
        text=lambda line: line.cells.get(key, ""),
        sort=key,
        width=0 if title else one.width,
        gives_way=0 if title else at,
    )
