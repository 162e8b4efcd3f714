"""What codes and keys are called where the audit is read: by law book, ledgers and chain."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.services.audit_titles import NESTED_TITLES, SETTING_TITLES
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.store import ROW_TITLES, Reader

_MADE = {
    "signature": "签名",
    "version": "稿次",
    "number": "编号",
    "seal": "用印",
    "delivery": "寄送",
    "local_department": "地方政府部门",
}
_TABLE = {
    "total": "总计",
    "other": "其他结果",
    "pending": "尚未审结",
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "review": "行政复议",
    "suit_direct": "未经复议直接起诉",
    "suit_after_review": "复议后起诉",
    "r1_new": "本年新收",
    "r2_carried_in": "上年结转",
    "r3_7_total": "办理结果总计",
    "r4_carried_out": "结转下年度",
}


@attrs.frozen
class Names:
    """Titles of keys, and per field what its codes stand for."""

    titles: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]

    def value(self, field: str, words: str) -> str:
        """A code in words where the field has codes; anything else as it is."""
        return self.codes.get(field, {}).get(words, words)


def names_of(reader: Reader, knowledge: Knowledge) -> Names:
    """The names in force in an office."""
    rows = {one.key: one.full_label for one in knowledge.law.rows}
    results = {one.code: one.name for one in knowledge.law.grounds} | rows
    steps = {one.key: one.title for one in chain_of(reader)}
    columns = {str(kind): kind.label for kind in ApplicantKind}
    return Names(
        titles={**rows, **_TABLE, **columns},
        codes={
            "type": {str(one): one.label for one in EventType},
            "ground": results,
            "row": results,
            "outcome": results,
            "ledger": {one.key: one.title for one in knowledge.ledgers},
            "owner_kind": ROW_TITLES,
            "layer": {str(one): one.label for one in Layer},
            "key": {**NESTED_TITLES, **SETTING_TITLES},
            "step": steps,
            "back_to": steps,
            "kind": {**_MADE, **columns, "review": "行政复议", "suit": "行政诉讼"},
        },
    )


def within(names: Names, form: LedgerForm | None) -> Names:
    """The names inside a row of a ledger: its columns by their titles."""
    if form is None:
        return names
    return attrs.evolve(names, titles={**names.titles, **{c.key: c.title for c in form.columns}})
