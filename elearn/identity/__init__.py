"""Organisations, people, their employment, their roles and how they sign in."""
