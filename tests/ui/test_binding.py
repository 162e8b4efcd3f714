"""The Qt binding this program is locked to counts references rightly.

PySide6 6.12.0 takes Python 3.12 for granted, where None is never freed: on 3.11 each call that
returns nothing, or True or False, loses one reference, and a window open for an hour aborts.
"""

import sys

from PySide6.QtWidgets import QApplication, QLabel

CALLS = 1000


def test_calls_into_qt_lose_no_references(qapp: QApplication) -> None:
    label = QLabel()
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(CALLS):
        qapp.processEvents()
        label.setText("一")
        label.isEnabled()
        label.isVisible()
    after = [sys.getrefcount(one) for one in (None, True, False)]
    assert all(new - old > -CALLS / 2 for old, new in zip(before, after, strict=True))
