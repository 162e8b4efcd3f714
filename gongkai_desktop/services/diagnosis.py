"""The package for whoever mends the program (诊断包): versions, counts, the log; nobody's data."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from gongkai_desktop import __version__
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.run_log import CRASH_NAME, LOG_NAME, log_folder
from gongkai_desktop.services.workspace import Workspace

_WORDS = (
    "公开台诊断包。内容：程序和组件的版本、数据文件的版次与各表行数、运行记录、崩溃位置。\n"
    "不含申请人姓名、证件号码、联系方式、申请内容、文书和附件。可以用记事本逐个打开核对。\n"
)
_PARTS = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "openpyxl", "pypdfium2")


def write_package(target: Path, report: str, workspace: Workspace | None) -> None:
    """Write the package; ``report`` is the diagnosis of the error at hand, if there is one."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("说明.txt", _WORDS)
        package.writestr("版本.json", _json(_versions()))
        package.writestr("数据文件.json", _json(_office(workspace)))
        if report:
            package.writestr("本次错误.txt", report)
        for path in sorted(log_folder().glob(f"{LOG_NAME}*")):
            package.write(path, f"运行记录/{path.name}")
        crash = log_folder() / CRASH_NAME
        if crash.exists():
            package.write(crash, CRASH_NAME)
    atomic_write(target, content.getvalue())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _versions() -> dict[str, str]:
    found = {"公开台": __version__, "Python": sys.version, "系统": sys.platform}
    for name in _PARTS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "未安装"
    return found


def _office(workspace: Workspace | None) -> dict[str, Any]:
    """Counts and kinds only: no name, no number, no path."""
    if workspace is None:
        return {"打开": False}
    office = workspace.office
    try:
        damage = Counter(one.what for one in office.verify())
        rows = office.counts()
    except UserError as error:
        return {"打开": True, "版次": office.revision, "读取": type(error).__name__}
    return {
        "打开": True,
        "版次": office.revision,
        "加密": office.key is not None,
        "服务器": "://" in office.location,
        "演示": workspace.demo,
        "各表行数": rows,
        "校验": dict(damage) or "完好",
    }
