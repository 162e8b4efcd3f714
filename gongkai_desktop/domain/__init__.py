"""The rules: pure Python, no input or output, no clock of its own."""
