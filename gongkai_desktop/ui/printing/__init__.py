"""打印: the pages as they will be, a printer, the offset of preprinted paper, or a PDF file."""
