"""Reporting between levels without a network (两级报送): packages and their checks."""
