"""Charter files: YAML to a charter and every fault with its line."""

from elearn.mandates.formats.charter_file import CharterFile, read_charter

__all__ = ["CharterFile", "read_charter"]
