"""`python -m headrace_edge_gateway CONFIG DATA_DIR`: the gateway alone, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from headrace_edge_gateway.clock import SystemClock
from headrace_edge_gateway.config import ConfigError, GatewayConfig, load
from headrace_edge_gateway.gateway import EdgeGateway
from headrace_edge_gateway.local import create_app
from headrace_edge_gateway.upload import HttpUploader, token_from

HEAD_BYTES = 16 << 10
CONNECTIONS = 100


async def serve(config: GatewayConfig, data_dir: Path) -> None:
    uploader = HttpUploader(config.server.url, token_from(config.server.token_file))
    gateway = EdgeGateway(config, SystemClock(), uploader, data_dir)
    local = local_server(create_app(gateway), config.local.host, config.local.port)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(gateway.run())
            await local.serve()
            gateway.stop()
    finally:
        await uploader.close()


def local_server(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """What one client may have of it ends: this runs on a small box beside the machines."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        http="h11",  # the one whose headers have an end
        ws="none",
        h11_max_incomplete_event_size=HEAD_BYTES,
        limit_concurrency=CONNECTIONS,
    )
    return uvicorn.Server(config)


def main() -> int:
    parser = argparse.ArgumentParser(prog="headrace-edge-gateway", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML or JSON file")
    parser.add_argument("data_dir", type=Path, help="folder for the buffer")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        config = load(arguments.config)
    except (ConfigError, OSError) as error:
        logging.getLogger("headrace.edge_gateway").error("%s", error)
        return 2
    asyncio.run(serve(config, arguments.data_dir))
    return 0


if __name__ == "__main__":
    sys.exit(main())
