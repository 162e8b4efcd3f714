"""Plans (要点、实施方案、任务分工): read from what is really published into tasks."""
