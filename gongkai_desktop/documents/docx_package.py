"""Evens out a Word package: the same parts always give the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

_DATE = (1980, 1, 1, 0, 0, 0)


def same_bytes(package: bytes) -> bytes:
    """The package again with fixed dates on its parts, so that fingerprints can be compared."""
    source = zipfile.ZipFile(BytesIO(package))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
