"""In which cells of the yearly reports a request counts, each year on the form due (计入年报)."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.annual.placing import Placing, placings
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.library.reports import template_in_use


def placed(row: RequestRow, today: date) -> tuple[Placing, ...]:
    """Every cell up to this year, sums left out."""
    return placings(row.view, row.applicant_kind, today.year, template_in_use)
