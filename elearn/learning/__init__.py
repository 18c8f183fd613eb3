"""Enrolments, lessons, progress, results and completions."""
