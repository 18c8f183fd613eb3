"""Reports as CSV: tables as every feature writes them."""

from elearn.identity.formats.tables import BOM, csv_pieces, safe

__all__ = ["BOM", "csv_pieces", "safe"]
