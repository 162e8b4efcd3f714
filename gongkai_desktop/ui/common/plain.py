"""Words from people and files, where Qt would take them for markup (提示、消息框)."""

from __future__ import annotations

import html


def plain(words: str) -> str:
    """The words as they stand, also where they look like HTML: no tag, link or picture acts."""
    if "<" not in words:
        return words
    return "<span>" + html.escape(words).replace("\n", "<br>") + "</span>"
