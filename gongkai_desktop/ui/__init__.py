"""Windows; the only room that imports PySide6."""
