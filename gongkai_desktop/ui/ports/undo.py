"""What taking back the last step (撤销) asks of the services."""

from __future__ import annotations

from typing import Protocol


class Undoing(Protocol):
    """The step recorded last, and taking it back."""

    def last(self) -> tuple[str, object]:
        """The step, with what taking it back does, and itself; UserError says why it cannot be."""
        ...

    def take_back(self, step: object) -> None:
        """Strike what that step entered; UserError where something was recorded since."""
        ...
