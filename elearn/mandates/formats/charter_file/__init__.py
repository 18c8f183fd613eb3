"""The charter file: the YAML shape of the data model of local charters, in our glossary's words.

What a charter says beyond that model goes under `notes`, which is kept as it is and listed as
recorded, not enforced. Any other unknown key is a fault, so that a slip of the pen never makes a
duty vanish.
"""

from elearn.mandates.formats.charter_file.whole import (
    CHARTER_KEYS,
    LARGEST,
    CharterFile,
    charter_code,
    read_charter,
)

__all__ = ["CHARTER_KEYS", "LARGEST", "CharterFile", "charter_code", "read_charter"]
