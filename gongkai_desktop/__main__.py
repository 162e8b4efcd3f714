"""``python -m gongkai_desktop``: the same as the command ``gongkai``."""

from gongkai_desktop.app import main

raise SystemExit(main())
