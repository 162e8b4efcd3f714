"""台账 and 主动公开: every ledger by the same list and the same form."""
