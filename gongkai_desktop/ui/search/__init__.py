"""全局搜索: one box that finds and opens anything (Ctrl+K)."""
