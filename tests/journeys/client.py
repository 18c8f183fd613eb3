"""A small client of the API for the journeys, in the standard library's terms."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any


class ApiClient:
    """Speaks JSON with the service as one person."""

    def __init__(self, url: str, username: str | None = None, password: str = "demo") -> None:
        self.url = f"{url}/api/v1"
        self.token: str | None = None
        if username:
            _, answer = self.call("POST", "/tokens", {"username": username, "password": password})
            self.token = answer["token"]

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Return the status and the decoded answer; a broken line raises OSError."""
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")
