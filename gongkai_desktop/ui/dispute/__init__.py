"""The place 复议诉讼."""
