"""A new office from a county's configuration (配置包): looked at before there is an office."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from gongkai_desktop.documents.exchange_package import manifest_of
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.addressee import Issuer, doubts
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.reports import load_county_cities
from gongkai_desktop.services import exchange_answer, exchange_members, exchange_receive
from gongkai_desktop.services.workspace import Workspace, open_workspace


@attrs.frozen(kw_only=True)
class Configuration:
    """What a configuration brings: in sentences, and the units one of which is the new office."""

    file: Path
    notes: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    issuer: Issuer

    def doubts(self, unit: Unit) -> tuple[str, ...]:
        """What speaks against its being meant for a unit."""
        return doubts(self.issuer, dict(self.units), unit, "", load_county_cities())


def look_into(file: Path) -> Configuration:
    """What a configuration would bring, tried in an office that is thrown away.

    Raises UserError where the file is no configuration or cannot be read.
    """
    with _throw_away() as workspace:
        received = take(workspace, file)
        with workspace.office.read() as reader:
            units = [(one.code, one.name) for one in exchange_members.members(reader)]
    manifest = manifest_of(file)
    return Configuration(
        file=file,
        notes=received.notes,
        units=tuple(units),
        issuer=Issuer(name=manifest.unit, code=manifest.unit_code, level=manifest.level),
    )


def take(workspace: Workspace, file: Path) -> exchange_answer.Received:
    """Take a configuration into an office; UserError where the file is none."""
    looked = exchange_receive.look_into(workspace, file)
    if looked.kind != PackageKind.CONFIGURATION.value:
        raise UserError(f"“{file.name}”不是配置包", "请选择县级主管部门发来的配置包")
    (received,) = exchange_receive.receive(workspace, [file])
    return received


@contextmanager
def _throw_away() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        workspace = open_workspace(Path(folder) / "试读.gkt", create=True)
        try:
            yield workspace
        finally:
            workspace.close()
