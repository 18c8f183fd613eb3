"""How far numbers and days may reach that come in from outside."""

from datetime import date

LARGEST = 2**31 - 1
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that anybody may ask about."""
