"""Questions, attempts and scoring."""
