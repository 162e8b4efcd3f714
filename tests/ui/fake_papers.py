"""The papers of the fake office: one missing until it is put in."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.paper import Checked, Nature, Need
from gongkai_desktop.ui.ports.papers import PaperShelf


def _need(text: str, key: str, *met_by: str) -> Checked:
    return Checked(need=Need(text=text, natures=(Nature(key=key),)), met_by=met_by)


class FakePapers:
    def __init__(self) -> None:
        self.kept = PaperShelf(
            needs=(_need("申请表", "application", "申请表"), _need("送达凭证", "delivery")),
            papers=3,
        )
        self.bound: list[tuple] = []

    def shelf(self, register_no):
        return self.kept

    def put(self, register_no, path, need, report):
        needs = tuple(
            attrs.evolve(one, met_by=(path.stem,)) if one.need.text == need else one
            for one in self.kept.needs
        )
        self.kept = attrs.evolve(self.kept, needs=needs)

    def bundle(self, register_no, folder, report):
        self.bound.append(("bundle", register_no, folder))
        return ["已生成 证据材料.pdf", *[f"  缺：材料{number}" for number in range(20)]]

    def bind(self, register_no, folder, report):
        self.bound.append(("bind", register_no, folder))
        return ["已生成 案卷.pdf"]

    def close(self, register_no, day, *, file_no, retention, reason):
        if self.kept.missing and not reason:
            raise UserError("卷内还缺1种材料", "请补齐，或者写明缺少的原因后归档")
        self.kept = attrs.evolve(
            self.kept, archived=day, file_no=file_no, retention=retention, reason=reason
        )
