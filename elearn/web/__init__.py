"""The ground every page and every API answer stands on."""
