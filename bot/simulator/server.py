"""The simulator in a thread of the caller's process, for tests and benches."""

import threading
import time

import uvicorn

from bot.simulator.app import Config, create_app


class SimulatorServer:
    """Listens on a free port of 127.0.0.1 between `start` and `stop`."""

    def __init__(self, config: Config, port: int = 0) -> None:
        settings = uvicorn.Config(
            create_app(config),
            host="127.0.0.1",
            port=port,
            log_level="error",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def url(self) -> str:
        """http://127.0.0.1:PORT"""
        host, port = self._server.servers[0].sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    def start(self) -> "SimulatorServer":
        """Returns when requests are answered. Raises RuntimeError when it can't listen."""
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the simulator did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
