"""Words from people and files, where Qt would take them for markup (提示、消息框)."""

from __future__ import annotations


def plain(words: str) -> str:
    """The words as they stand, also where they look like HTML: no tag, link or picture acts."""
    if "<" not in words:
        return words
    import html  # its table of entities is large, and such words are rare

    return "<span>" + html.escape(words).replace("\n", "<br>") + "</span>"
