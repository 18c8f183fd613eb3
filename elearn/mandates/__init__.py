"""Charters and what they ask: articles, requirements, and the obligations that follow."""
