"""The printed page (版面): line breaking and frozen pages after GB/T 9704-2012, drawn elsewhere."""
