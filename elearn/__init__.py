"""Multilingual human rights training for municipalities, with charters, certificates and reports."""
