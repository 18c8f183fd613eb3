"""A real gunicorn on a free loopback port, as in production, and what it costs the machine."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.ground import environment
from elearn.settings import ROOT

HERE = Path(__file__).parent
PATIENCE = 30.0
TICK = os.sysconf("SC_CLK_TCK")
KILOBYTE = 1024


class Served:
    """A service as processes of its own: ours, or the bare one with as many workers and threads."""

    def __init__(
        self, url: str, *, bare: bool = False, workers: int | None = None, ready: str = ""
    ):
        self.bare = bare
        self.ready = ready or ("/hello" if bare else "/readyz")
        self.port = free_port()
        self.environment = environment(url)
        self.environment["PYTHONPATH"] = f"{ROOT}:{HERE}"
        if workers:
            self.environment["WEB_CONCURRENCY"] = str(workers)

    def __enter__(self) -> Self:
        self.log = tempfile.TemporaryFile()  # closed at the exit
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", *self._kind()],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        deadline = time.monotonic() + PATIENCE
        while not answers(self.port, self.ready):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.log.seek(0)
                sys.stderr.write(self.log.read().decode(errors="replace"))
                self.__exit__()
                message = "the service did not start"
                raise RuntimeError(message)
            time.sleep(0.02)
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.log.close()

    def _kind(self) -> list[str]:
        config = "gunicorn.conf.py"
        if not self.bare:
            return ["--config", config, "wsgi:app"]
        ours = runpy.run_path(str(ROOT / config))
        return [
            *("--config", "/dev/null", "--no-control-socket"),
            *("--workers", str(ours["workers"]), "--threads", str(ours["threads"])),
            *("--worker-class", ours["worker_class"], "--keep-alive", str(ours["keepalive"])),
            "bare:app",
        ]

    def workers(self) -> list[int]:
        """Return the processes that answer requests."""
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def cpu(self) -> list[float]:
        """Return the seconds of processor time each worker has used."""
        used = []
        for pid in self.workers():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used.append((int(fields[11]) + int(fields[12])) / TICK)
        return used

    def memory(self) -> Memory:
        """Return what the largest worker holds."""
        return max((Memory.of(pid) for pid in self.workers()), key=lambda found: found.rss)

    def forget_peak(self) -> None:
        """Begin the peak of the workers' memory anew."""
        for pid in self.workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")


@dataclass(frozen=True)
class Memory:
    """Memory of one process, in bytes."""

    rss: int
    peak: int
    pss: int
    """Its own pages and its share of those that processes have in common."""

    @classmethod
    def of(cls, pid: int) -> Self:
        """Return the memory of a process now."""
        status, rollup = (_kilobytes(pid, name) for name in ("status", "smaps_rollup"))
        found = (status["VmRSS"], status["VmHWM"], rollup["Pss"])
        return cls(*(KILOBYTE * kilobytes for kilobytes in found))


def _kilobytes(pid: int, name: str) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
    pairs = (line.split(":", 1) for line in lines if line.endswith(" kB"))
    return {key: int(value.split()[0]) for key, value in pairs}


def answers(port: int, path: str) -> bool:
    """Return whether somebody answers 200 there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            return b" 200 " in line.recv(64)
    except OSError:
        return False


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
