"""The record kept of a package (报送记录)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.domain.exchange.manifest import manifest_record
from gongkai_desktop.services.exchange_content import BY_PACKAGE, REPORTED
from gongkai_desktop.store import Exchange


def row_of(package: Package, body: Mapping[str, Any]) -> Exchange:
    """A package as the office keeps it, taken for reported until it is judged."""
    manifest = package.manifest
    return Exchange(
        kind=manifest.kind.value,
        period=manifest.period,
        unit_code=manifest.unit_code,
        unit=manifest.unit,
        edition=manifest.edition,
        status=REPORTED,
        source=BY_PACKAGE,
        seal=package.seal,
        manifest=manifest_record(manifest),
        body=body,
    )
