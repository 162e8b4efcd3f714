"""The one kind of error a user is meant to read."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend: one plain sentence and what to do about it.

    Everything else that is raised is a defect of ours. ``message`` says what and where,
    ``advice`` the way forward; both are Chinese, without a final full stop in ``message``.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}。{self.advice}" if self.advice else self.message
