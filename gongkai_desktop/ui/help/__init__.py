"""帮助: the panel beside the page (F1), the keys, the guides and the manual."""
