"""设置: unit, calendar, law, backup, about."""
