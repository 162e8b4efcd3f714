"""年度报告与统计: the yearly tables, cell by cell."""
