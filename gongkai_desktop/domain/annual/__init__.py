"""年度报告 (条例第五十条): the three statutory tables, their identities and their layout."""
