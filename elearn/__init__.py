"""Multilingual human rights training for municipalities: courses, charters, certificates."""
