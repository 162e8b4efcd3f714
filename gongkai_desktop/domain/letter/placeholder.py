"""A place in a form that is filled in (占位): ``{申请人}``."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
