"""What every page is built from: prompts, long work, errors, widgets, table models."""
