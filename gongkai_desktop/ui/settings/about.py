"""关于: version, practice, manual, the one-page guides, licences."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop import __version__
from gongkai_desktop.library.paths import manual
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.prompts import ZIP
from gongkai_desktop.ui.common.widgets import Card, button, label, row, rule, scrolled
from gongkai_desktop.ui.style.theme import space

_WORDS = (
    "政府信息公开依申请登记、期限、文书、预审、台账与年报的单机程序。数据只保存在本机的一个文件里，"
    "不联网。只能用于非涉密计算机，不得录入国家秘密、工作秘密。"
)
_PRACTICE = "虚构单位的60件申请，另外一个文件，怎么改都不影响本单位的数据；印出来的都有“练习”字样。"
_LICENCES = (
    "程序代码以 Apache-2.0 许可。随附 Qt（PySide6，LGPL-3）、Noto 字体（OFL）、Fandol 字体"
    "（GPL-3 附嵌入例外）等组件，许可全文在安装文件夹的 licences 里。"
)
_DIAGNOSIS = "版本、各表行数和运行记录，交给维护人员；不含申请人的信息和申请内容。"
_FILES = (("使用手册（网页）", "使用手册.html"), ("使用手册（PDF）", "使用手册.pdf"))


class AboutPart(Card):
    """The part of the settings."""

    def __init__(self, context: Context) -> None:
        super().__init__("公开台")
        self._context = context
        content = QWidget()
        told = QVBoxLayout(content)
        told.setContentsMargins(0, 0, space("small"), 0)
        told.setSpacing(space("medium"))
        told.addWidget(label(f"版本 {__version__}", "strong", select=True))
        told.addWidget(label(_WORDS, "muted", wrap=True))
        told.addWidget(rule())
        self.practice = button("进入练习", context.acts.practise, symbol="edit")
        told.addLayout(row(label("练习模式", "strong"), 1, self.practice))
        told.addWidget(label(_PRACTICE, "muted", wrap=True))
        told.addWidget(rule())
        manuals = [button(title, partial(self._open, name)) for title, name in _FILES]
        told.addLayout(row(label("使用手册", "strong"), 1, *manuals))
        guides = [
            button(title, partial(self._print, key, title), symbol="print")
            for key, title in context.ports.settings.guides()
        ]
        told.addLayout(row(label("一页通", "strong"), 1, *guides))
        told.addWidget(label("给不打开程序的人看的一页纸，印上本单位的名称和电话。", "muted"))
        told.addWidget(rule())
        export = button("导出诊断包…", self.export, symbol="export")
        told.addLayout(row(label("诊断包", "strong"), 1, export))
        told.addWidget(label(_DIAGNOSIS, "muted", wrap=True))
        told.addWidget(label(_LICENCES, "caption", wrap=True))
        told.addStretch(1)
        self.body.addWidget(scrolled(content), 1)

    def export(self) -> None:
        """Write the diagnostic package where the user says."""
        prompts = self._context.prompts
        path = prompts.save_file(self, "导出诊断包", "诊断包.zip", ZIP)
        if path is None:
            return
        write = self._context.ports.desktop.write_diagnosis
        task = self._context.tasks.read(lambda progress: write(path, ""), "导出诊断包")
        told = f"已保存到 {path.name}"
        task.done.connect(lambda _: prompts.tell(self, "导出诊断包", told))
        task.failed.connect(lambda error: self._context.errors.show(self, error))

    def _open(self, name: str) -> None:
        path = manual(name)
        if path.is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return
        advice = "可以运行“gongkai manual 文件夹”生成一份；按 F1 有同样的说明"
        self._context.prompts.trouble(self, "这台电脑上没有装使用手册", advice)

    def _print(self, key: str, title: str) -> None:
        make = lambda: self._context.ports.settings.guide(key)  # noqa: E731
        save_pages(self._context, self, f"打印{title}", f"{title}.pdf", make)
