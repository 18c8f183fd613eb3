"""The start page of each role, composed from the queries of the features below."""
