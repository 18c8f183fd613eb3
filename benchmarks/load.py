"""A client that costs little: kept-alive connections in one loop, requests written beforehand.

It shares the two processors with the servers, so what it spends is missing from both sides and
moves a ratio towards 1; http.client would spend three times as much.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from benchmarks.serve import Served

CONNECTIONS = 16
TURN = 0.3
"""Seconds."""
TRIES = 4
FAIR = 0.3
"""The least share of the work that a worker of two has to have had."""
END = b"\r\n\r\n"


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Return a request as it goes over the line."""
    given = {"Host": "127.0.0.1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    if body:
        given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{key}: {value}" for key, value in given.items())]
    return "\r\n".join(lines).encode() + END + body


class _Line:
    """One connection that sends its requests in turn."""

    def __init__(self, port: int, requests: Sequence[bytes]):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = cycle(requests)
        self.buffer = b""

    def send(self) -> None:
        self.buffer = b""
        self.socket.sendall(next(self.requests))

    def receive(self) -> bool:
        """Return whether a whole answer has arrived; anything but a 200 ends the measurement."""
        piece = self.socket.recv(1 << 16)
        self.buffer += piece
        end = self.buffer.find(END)
        if end < 0 and piece:
            return False
        head = self.buffer[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            message = f"not answered well: {self.buffer[:600]!r}"
            raise RuntimeError(message)
        at = head.index(b"content-length:") + 15
        length = int(head[at : head.find(b"\r\n", at) if b"\r\n" in head[at:] else None])
        return len(self.buffer) >= end + len(END) + length


@dataclass(frozen=True)
class Turn:
    """What one service did in one turn: requests a second, processor seconds of a request."""

    rate: float
    cpu: float


class Load:
    """What is asked of one service: a sequence of requests for every connection."""

    def __init__(self, served: Served, lines: Sequence[Sequence[bytes]]):
        self.served = served
        self.lines = lines

    def turn(self, seconds: float) -> Turn:
        """Ask as fast as the service answers for so long.

        Each turn connects anew, and again where chance gave nearly all connections to one worker:
        that turn would tell of half a service.
        """
        for _ in range(TRIES):
            before, begun = self.served.cpu(), time.perf_counter()
            count = _run_anew(self.served.port, self.lines, seconds)
            lasted = time.perf_counter() - begun
            spent = [now - then for now, then in zip(self.served.cpu(), before, strict=True)]
            if len(self.lines) == 1 or min(spent) >= FAIR * sum(spent):
                break
        return Turn(count / lasted, sum(spent) / count)


def beside(ours: Load, limit: Load, seconds: float) -> list[tuple[Turn, Turn]]:
    """Return the turns of ours and of the limit, in pairs, after a warm-up; each has `seconds`.

    The turns are short, so that whatever else the machine does meets both alike.
    """
    for load in (ours, limit, ours, limit):
        load.turn(TURN)
    count = max(3, round(seconds / TURN))
    return [(ours.turn(TURN), limit.turn(TURN)) for _ in range(count)]


def _run_anew(port: int, lines: Sequence[Sequence[bytes]], seconds: float) -> int:
    opened = [_Line(port, requests) for requests in lines]
    try:
        return _run(opened, seconds)
    finally:
        for line in opened:
            line.socket.close()


def _run(opened: Sequence[_Line], seconds: float) -> int:
    """Keep every line busy for so long and return how many requests were answered."""
    count, busy = 0, len(opened)
    deadline = time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:
        for line in opened:
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.send()
        while busy:
            for key, _ in selector.select(timeout=10):
                line: _Line = key.data
                if not line.receive():
                    continue
                count += 1
                if time.perf_counter() < deadline:
                    line.send()
                else:
                    selector.unregister(line.socket)
                    busy -= 1
    return count
