"""People who sign in, without a data file."""

from __future__ import annotations

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.ports.sign_in import DeskLine


class FakeSignIn:
    """Nobody to choose from unless ``people`` is filled; 'geheim' opens what is locked."""

    def __init__(self, *people: DeskLine) -> None:
        self.people = people
        self.entered: list[str] = []
        self.own = ""
        self.cleared: list[str] = []

    def desks(self):
        return self.people

    def must_choose(self):
        return len(self.people) > 1

    def enter(self, name, password):
        locked = {one.name: one.locked for one in self.people}[name]
        if locked and password != "geheim":
            raise UserError("个人口令不正确", "请重新输入")
        self.entered.append(name)

    def has_own_password(self):
        return bool(self.own)

    def set_own_password(self, old, new):
        self.own = new

    def clear_password(self, name):
        self.cleared.append(name)
