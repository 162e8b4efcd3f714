"""The fee of a fee notice (收费通知书), computed from the tariff of its date, never typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_desktop.domain.fee import Fee, FeeBasis, amount_words, fee_of
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding, Severity

_COUNT_FIELDS = {FeeBasis.BY_REQUEST: "fee_requests", FeeBasis.BY_PAGE: "fee_pages"}


def letter_fee(values: Mapping[str, Any], law: LawBook, day: date) -> Fee | None:
    """The fee the fields of a notice call for; None where it is no fee notice or not yet known.

    Only the number that belongs to the chosen basis counts: never both for one request.
    """
    tariff, said = law.fee_tariff(day), str(values.get("fee_basis") or "")
    if tariff is None or said not in tuple(FeeBasis):
        return None
    basis = FeeBasis(said)
    count, charged = (
        _whole(values.get(name)) for name in (_COUNT_FIELDS[basis], "fee_charged_requests")
    )
    paid = charged if basis is FeeBasis.BY_REQUEST else 0
    return fee_of(tariff, basis, count, paid) if count else None


def _whole(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isdecimal() else 0


def fee_words(values: Mapping[str, Any], law: LawBook, day: date) -> dict[str, str]:
    """The placeholders of a fee notice: bands, amount, amount in words, days to pay."""
    fee, tariff = letter_fee(values, law, day), law.fee_tariff(day)
    if fee is None or tariff is None or not fee.amount:
        return {}
    return {
        "收费明细": fee.words,
        "收费金额": str(fee.amount),
        "收费大写": amount_words(fee.amount),
        "缴费期限": f"{tariff.pay_days}个工作日",
    }


def fee_findings(values: Mapping[str, Any], law: LawBook, day: date) -> list[Finding]:
    """A notice over a number within the free range, or before there was a tariff, is wrong."""
    if not values.get("fee_basis"):
        return []
    if law.fee_tariff(day) is None:
        return [_error("成文日期当日没有信息处理费标准，不得收费")]
    fee = letter_fee(values, law, day)
    if fee is None or fee.amount:
        return []
    return [_error(f"{fee.basis}计算没有超过免费范围，不得收取信息处理费")]


def _error(message: str) -> Finding:
    return Finding(rule="D04", severity=Severity.ERROR, message=message, field="fee_basis")
