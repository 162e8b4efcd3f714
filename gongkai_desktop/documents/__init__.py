"""Files out and in: PDF, Word, workbooks, text."""
