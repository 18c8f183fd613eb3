"""Certificates: what was completed is frozen, shown, printed and verified by anyone."""
