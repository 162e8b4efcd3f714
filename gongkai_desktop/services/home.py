"""Where the program keeps its things (程序的家): the user's data folder, the data file, the log.

Read in before everything else at the start, so that it may ask for nothing heavy.
"""

from __future__ import annotations

import logging
from pathlib import Path

APP_ID = "GongkaiDesktop"
OFFICE_FILE = "公开台.gkt"
RUN_LOG = logging.getLogger("gongkai")
"""The program's log; it is written where ``services.run_log`` keeps one."""


def default_location() -> Path:
    """The data file in the user's own data folder."""
    import platformdirs

    return Path(platformdirs.user_data_path(APP_ID, appauthor=False)) / OFFICE_FILE


def exists(location: str) -> bool:
    """Whether there is an office at a location; a server's address is taken to exist."""
    return "://" in location or Path(location).exists()
