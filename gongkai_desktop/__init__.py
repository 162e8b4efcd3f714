"""公开台 (Gongkai Desktop): register, clock, letters and yearly report of a disclosure office."""

__version__ = "0.1.0"
