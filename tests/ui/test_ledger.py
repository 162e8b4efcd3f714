"""The places 台账 and 主动公开 on a real office: a row entered, found, changed, struck."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.services.ledger import add
from gongkai_desktop.services.ledger_listing import ledger_rows
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.ledger import LedgerBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ledger.form import RowForm
from gongkai_desktop.ui.ledger.page import LedgerPage, PublicationPage


@pytest.fixture
def session(tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    yield Session(workspace)
    workspace.close()


def page_of(kind, context, session: Session):
    ports = attrs.evolve(context.ports, ledgers=LedgerBridge(session))
    page = kind(attrs.evolve(context, ports=ports))
    page.refresh()
    return page


def test_a_row_is_entered_by_the_form_and_shown_in_the_list(qtbot, context, session) -> None:
    page = page_of(LedgerPage, context, session)
    qtbot.addWidget(page)
    page.open_row()
    form = page.views.currentWidget()
    assert isinstance(form, RowForm)
    form.saved.emit(
        {"mail_no": "1000000000041", "signed": "2026-11-13 16:20", "signer": "门卫戊某"}
    )
    (row,) = ledger_rows(session.workspace, "mail_in")
    assert (row["no"], row["signed"]) == ("2026-001", "2026-11-13T16:20")
    assert page.search("门卫")
    assert "收件簿（1）" in page.names.currentItem().text()


def test_publication_holds_its_own_ledgers(qtbot, context, session) -> None:
    add(session.workspace, "publications", {"title": "通知", "formed": "2026-07-01"})
    page = page_of(PublicationPage, context, session)
    qtbot.addWidget(page)
    names = [page.names.item(at).text() for at in range(page.names.count())]
    assert any("公文公开属性认定（0）" in name for name in names)
    assert any("主动公开台账（1）　超期1" in name for name in names)
