"""Offices for the use cases: the sample office, built once and copied, and an empty one."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.services.workspace import Workspace, open_workspace


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    yield workspace
    workspace.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(
        tmp_path / "empty.gkt", today=date(2026, 11, 22), operator="丁某", create=True
    )
    yield workspace
    workspace.close()
