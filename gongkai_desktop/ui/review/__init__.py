"""发布预审: the desk where drafts are scanned, decided about, answered for and signed."""
