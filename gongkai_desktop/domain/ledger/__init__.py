"""Ledgers (台账): a ledger is data; here are the rules that every one of them follows."""
