"""The office the window works on; its knowledge is read anew after calendar or law changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desktop.domain.request import CurrentView
    from gongkai_desktop.services.desk import DeskLine
    from gongkai_desktop.services.press import Press
    from gongkai_desktop.services.workspace import Workspace
    from gongkai_desktop.ui.ports import RegisterLine


class Session:
    """Holds the workspace of the open office; while that is being opened there is none yet."""

    workspace: Workspace

    def __init__(self, workspace: Workspace | None = None) -> None:
        if workspace is not None:
            self.workspace = workspace

    @property
    def press(self) -> Press:
        """The press of this run; what draws PDF and Word is read in with the first page."""
        from gongkai_desktop.services.press import press_for

        return press_for(self.workspace)

    def reload(self) -> None:
        """Take up a changed calendar, law or form."""
        self.workspace = self.workspace.reloaded()


def register_line(line: DeskLine) -> RegisterLine:
    """A line of the desk as the lists show it."""
    from gongkai_desktop.ui.ports import RegisterLine

    return RegisterLine(
        row=line.row, urgency=line.urgency, why=why_of(line.row.view), alert=line.alert
    )


def why_of(view: CurrentView) -> str:
    """What the date of a line rests on, in a few words."""
    from gongkai_desktop.domain.wording import in_print

    if view.warnings:
        return in_print(view.warnings[0])
    if view.provisional:
        return "暂定，节假日未核"
    return view.clock_state
