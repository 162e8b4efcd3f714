"""Loads the words of the next steps (下一步) from resources/law/steps.toml."""

from __future__ import annotations

from gongkai_desktop.domain.next_step import StepText, StepTexts
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import read_table


def load_step_texts() -> StepTexts:
    """Every step's title, reason and article by key; raises UserError on a broken file."""
    file = read_table(resource("law", "steps.toml"))
    texts = {}
    for key in file.keys():  # noqa: SIM118 - a Table is no mapping
        entry = file.table(key)
        texts[key] = StepText(
            title=entry.text("title"), reason=entry.text("reason"), basis=entry.text("basis")
        )
        entry.finish()
    return texts
