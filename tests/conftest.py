"""Every test runs off screen, in its own user folders, without the caller's settings."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

USER_FOLDERS = (
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),
    *("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA"),
)


@pytest.fixture(autouse=True)
def own_user_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Point every user folder to a temporary place and forget the caller's office and day."""
    home = tmp_path_factory.mktemp("home")
    for name in USER_FOLDERS:
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("GONGKAI_OFFICE", "GONGKAI_TODAY", "GONGKAI_PASSWORD_FILE", "GONGKAI_OPERATOR"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office, built once in a run: to copy, never to write to."""
    from gongkai_desktop.services import demo

    location = tmp_path_factory.mktemp("sample") / "office.gkt"
    demo.create_office(location)
    return location
