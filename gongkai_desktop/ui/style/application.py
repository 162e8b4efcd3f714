"""Dresses the Qt application: style, palette, fonts, Chinese standard buttons."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from gongkai_desktop.library.paths import resource
from gongkai_desktop.ui.style.icons import app_icon
from gongkai_desktop.ui.style.theme import look, qt_palette, scheme, style_sheet, type_size, wear

_STYLE = "fusion"
_OURS = "Noto Sans SC Medium"
_FONTS = ("NotoSansSC-Regular-8105.ttf", "NotoSansSC-Medium-8105.ttf")


@cache
def the_application() -> QApplication:
    """The one Qt application of this process, dressed; it lives until the process ends.

    Qt must not lose its application while widgets or threads are still about.
    """
    present = QApplication.instance()
    if isinstance(present, QApplication):
        dress(present)
        return present
    # Told beforehand: no other style is made first, and the names in Qt's styles wait.
    application = QApplication([*sys.argv[:1], "-style", _STYLE])
    _clothe(application)
    return application


def dress(application: QApplication) -> None:
    """Give the application our look and Chinese words on Qt's own buttons; harmless twice."""
    if application.style().objectName() != _STYLE:
        application.setStyle(_STYLE)
    _clothe(application)


def _clothe(application: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _translate(application)
    redress(application, scheme())


def redress(application: QApplication, name: str) -> None:
    """Put on a scheme; windows that are already there have to be made anew."""
    wear(application, name)
    plain = str(resource("icons"))
    own = [str(resource("icons", "dark"))] if look().dark else []
    QDir.setSearchPaths("icons", [*own, plain])
    application.setPalette(qt_palette())
    application.setFont(interface_font())
    application.setStyleSheet(style_sheet(look()))
    application.setWindowIcon(app_icon())


def interface_font() -> QFont:
    """The first interface font of the look that this machine has; ours are always there."""
    present = _families()
    families = [name for name in look().family if name in present]
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(type_size("body"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _families() -> set[str]:
    """The names of all fonts here, ours among them; to ask Qt for all of them is dear."""
    present = set(QFontDatabase.families())
    if _OURS not in present:
        for name in _FONTS:
            font = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
            present.update(QFontDatabase.applicationFontFamilies(font))
    return present


def _translate(application: QApplication) -> None:
    """Install qtbase_zh_CN.qm, which ships inside PySide6, once per application."""
    if application.findChild(QTranslator, "standardButtons") is not None:
        return
    translator = QTranslator(application)
    translator.setObjectName("standardButtons")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
