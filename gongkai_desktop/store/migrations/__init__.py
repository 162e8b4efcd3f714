"""Migrations of the data file, one file per revision."""
