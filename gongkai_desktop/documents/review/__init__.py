"""Readers that give the pre-review the text of a file, one file per kind (发布预审取文字)."""
