"""Completion and compliance reports within the reader's scope, as pages, CSV and JSON."""
