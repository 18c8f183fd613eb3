"""Files in and out: rosters as HR exports them, organisations as YAML, lists of first passwords."""
