"""Posts and open work of the fake office."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.handover import POSTS, Post, Transfer, Work, check_transfer


class FakeHandovers:
    def __init__(self, today: date) -> None:
        self._today = today
        self.held = dict(zip(POSTS, ("丁某", ""), strict=True))
        self.done: list[Transfer] = []

    def posts(self):
        return [Post(title=title, holder=name) for title, name in self.held.items()]

    def doubts(self):
        return [f"岗位“{title}”没有确定人员" for title, name in self.held.items() if not name]

    def names(self):
        return ["丁某", "戊某某"]

    def appoint(self, title, name, day):
        self.held[title] = name

    def work(self):
        held = {"2026-015": "丁某", "2026-016": "戊某某"}
        requests = [
            Work(group="在办申请", no=no, what="某事", holder=name, key=f"request:{no}")
            for no, name in held.items()
        ]
        return [*requests, Work(group="定期任务", no="—", what="年报")]

    def hand_over(self, transfer):
        check_transfer(transfer, self._today)
        self.done.append(transfer)

    def write_sheet(self, path):
        if not self.done:
            raise UserError("还没有交接单", "请先办理交接")
        path.write_bytes(b"%PDF-sheet")
