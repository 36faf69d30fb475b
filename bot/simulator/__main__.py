"""`python -m bot.simulator`: the simulator as a process of its own."""

import argparse
import os

import uvicorn

from bot.simulator.app import Config, create_app


def main() -> None:
    parser = argparse.ArgumentParser(prog="bot.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--data", default=":memory:", help="SQLite file that keeps the chats")
    parser.add_argument("--webhook-url", required=True)
    agenda = os.environ.get("SIMULATOR_APP_URL", "")
    parser.add_argument("--app-url", default=agenda, help="the owner's agenda, for the link")
    for name in ("phone-number-id", "waba-id", "access-token", "app-secret", "verify-token"):
        variable = "SIMULATOR_" + name.replace("-", "_").upper()
        default = os.environ.get(variable)
        parser.add_argument(f"--{name}", default=default, required=default is None)
    options = parser.parse_args()
    config = Config(
        webhook_url=options.webhook_url,
        number_id=options.phone_number_id,
        waba_id=options.waba_id,
        access_token=options.access_token,
        app_secret=options.app_secret,
        verify_token=options.verify_token,
        data=options.data,
        app_url=options.app_url,
        host=options.host,
    )
    uvicorn.run(
        create_app(config),
        host=options.host,
        port=options.port,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()
