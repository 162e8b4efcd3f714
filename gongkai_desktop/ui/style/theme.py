"""The look of the running window: colours by name, the style sheet, the Qt palette."""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gongkai_desktop.library.style import Look, load_look

_TEXT_MARGIN = 2
LIGHT = "light"
_WORN = "gongkaiScheme"


@cache
def _look(scheme: str) -> Look:
    return load_look(scheme)


def look() -> Look:
    """The look the application wears; each is read once."""
    return _look(scheme())


def scheme() -> str:
    """Name of the scheme the application wears."""
    application = QApplication.instance()
    return str(application.property(_WORN) or LIGHT) if application else LIGHT


def wear(application: QApplication, name: str) -> None:
    """Let the application wear a scheme from now on; what is already drawn keeps the old one."""
    application.setProperty(_WORN, name)


def colour(name: str) -> QColor:
    """A colour of the scheme by its name; KeyError where the scheme has none."""
    return QColor(look().colours[name])


def space(name: str) -> int:
    """A distance by name, logical pixels."""
    return look().space[name]


def type_size(name: str) -> int:
    """A size of the type scale by name, logical pixels."""
    return look().type[name]


def style_sheet(source: Look) -> str:
    """The style sheet with every name filled in; KeyError for a name the look lacks."""
    control = source.space["control"] - _TEXT_MARGIN
    derived = {
        "control_inner": control,
        "control_focus": control - _TEXT_MARGIN,
        "card_radius": source.space["radius"] + _TEXT_MARGIN,
    }
    names = {**source.colours, **source.type, **source.space, **derived}
    # A colour and a width share the name "navigation"; in rules the colour is meant.
    names |= source.colours
    return Template(source.rules).substitute(names)


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}


def qt_palette() -> QPalette:
    """The scheme as a Qt palette, for what no style sheet reaches."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, colour(name))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, colour("faint"))
    return palette
