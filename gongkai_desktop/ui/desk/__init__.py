"""工作台: what goes wrong first."""
