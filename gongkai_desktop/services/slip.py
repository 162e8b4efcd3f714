"""Slips of the office (表单): 审批单, 批办单, 检索记录单, 收件簿 and the like as PDF pages.

They are forms of ``forms/slips/`` with the same fields, layers and tables as the letters, but
have no number and no seal: what is not known yet stays blank to be written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.letter.compose import compose
from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.letter.form import FormBook, LetterForm
from gongkai_desktop.domain.letter.values import check_names, with_samples
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.letters import load_sample_unit
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.letter import register_values
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace


@attrs.frozen(kw_only=True)
class Slip:
    """A slip made: its words and its pages."""

    letter: ComposedLetter
    layout: Layout

    @property
    def pdf(self) -> bytes:
        """The pages as PDF."""
        return the_press().pdf(self.layout)


def render(
    code: str,
    data: Mapping[str, Any],
    *,
    knowledge: Knowledge | None = None,
    unit: Unit | None = None,
    mark: str = "",
) -> bytes:
    """One slip as PDF; ``data`` by field name, fields left out stay blank.

    Codes: approval 审批单, instruction 批办单, reminder 催办单, search_record 检索记录单, mail_book
    收件簿, mail_room 收发室须知, seal_book 用印登记簿, envelope 信封面, posting_list 邮寄交接清单,
    file_contents 卷内目录, application 申请表, submission 报送单, cover 报送函, return_notice
    退回通知, applicant 申请人申请情况统计表. List fields take a list of objects by column name.
    Raises UserError for an unknown code, field or column, and for a value of the wrong kind.
    """
    return make(code, data, knowledge=knowledge, unit=unit, mark=mark).pdf


def make(
    code: str,
    data: Mapping[str, Any],
    *,
    knowledge: Knowledge | None = None,
    unit: Unit | None = None,
    mark: str = "",
) -> Slip:
    """One slip with its words and pages; see ``render``."""
    known = knowledge or load_knowledge()
    form = known.slips.get(code)
    check_names(form, known.slips, data)
    return _made(form, dict(data), known, unit or Unit(), mark)


def sample(code: str, *, knowledge: Knowledge | None = None) -> Slip:
    """A slip filled with its sample values, as the settings show it."""
    known = knowledge or load_knowledge()
    form = known.slips.get(code)
    values = with_samples(form, known.slips, {}, known.law, _LATEST)
    return _made(form, values, known, load_sample_unit())


def for_request(
    workspace: Workspace, request: Request, code: str, data: Mapping[str, Any]
) -> bytes:
    """A slip about a request: what the register knows is filled in, ``data`` goes before it."""
    return _for_request(workspace, request, code, data).pdf


def _for_request(
    workspace: Workspace, request: Request, code: str, data: Mapping[str, Any]
) -> Slip:
    known = workspace.knowledge
    form = known.slips.get(code)
    check_names(form, known.slips, data)
    values = register_values(workspace, request) | dict(data)
    return _made(form, values, known, the_unit(workspace), workspace.mark)


def pages_for_request(
    workspace: Workspace, request: Request, code: str, data: Mapping[str, Any]
) -> Layout:
    """A slip about a request as pages, for binding; ``data`` goes before what is known."""
    return _for_request(workspace, request, code, data).layout


def for_office(workspace: Workspace, code: str, data: Mapping[str, Any]) -> bytes:
    """A slip about no single request, with the office's own particulars; ``{}`` gives it blank."""
    unit, known = the_unit(workspace), workspace.knowledge
    return make(code, data, knowledge=known, unit=unit, mark=workspace.mark).pdf


def bound(title: str, slips: Sequence[Slip]) -> bytes:
    """Several slips as one PDF, each beginning on its own page."""
    pages = tuple(page for one in slips for page in one.layout.pages)
    return the_press().pdf(Layout(title=title, pages=pages, mark=slips[0].layout.mark))


def slips_document(slips: FormBook) -> list[dict[str, str]]:
    """The slips there are, for a list to choose from."""
    return [{"code": form.code, "title": form.title} for form in slips]


_LATEST = date.max


def _made(
    form: LetterForm, values: Mapping[str, Any], known: Knowledge, unit: Unit, mark: str = ""
) -> Slip:
    composition = compose(
        form,
        known.slips,
        values=values,
        unit=unit,
        law=known.law,
        today=_LATEST,
        profile=Profile.FINAL,
    )
    letter = composition.letter
    return Slip(letter=letter, layout=the_press(mark).letter_pages(letter, Profile.FINAL))
