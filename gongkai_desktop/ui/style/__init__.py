"""How the window looks: one palette, one type scale, one icon set."""
