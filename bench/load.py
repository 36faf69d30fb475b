"""A load generator: raw HTTP/1.1 over kept-alive connections, in a process of its own.

`python -m bench.load HOST PORT PATH CONNECTIONS SECONDS SECRET` posts signed webhook
bodies, each different, and prints one line of JSON: answers by status, seconds, p50, p95
and p99 in milliseconds.
"""

import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections import Counter

import uvloop

from bench.report import percentile

BODY = (
    '{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":'
    '{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881",'
    '"phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Sheena Nelson"},'
    '"wa_id":"55119812%05d"}],"messages":[{"from":"55119812%05d","id":"wamid.%s","timestamp":'
    '"%d","type":"text","text":{"body":"Tem horario amanha de manha para corte?"}}]},'
    '"field":"messages"}]}]}'
)


def request(host: str, path: str, secret: str, name: str, number: int) -> bytes:
    """One whole request; the body has about 500 bytes, as Meta's have."""
    customer = number % 20_000
    body = (BODY % (customer, customer, name, time.time())).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def connection(
    host: str, port: int, path: str, secret: str, lane: str, ends: float, seen: list[float]
) -> Counter[str]:
    statuses: Counter[str] = Counter()
    reader, writer = await asyncio.open_connection(host, port)
    number = 0
    while time.perf_counter() < ends:
        number += 1
        payload = request(f"{host}:{port}", path, secret, f"{lane}-{number}", number)
        begun = time.perf_counter()
        writer.write(payload)
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        if (at := lower.find(b"content-length:")) >= 0:
            length = int(lower[at + 15 : lower.index(b"\r\n", at)])
            if length:
                await reader.readexactly(length)
        seen.append(time.perf_counter() - begun)
        statuses[head[9:12].decode()] += 1
    writer.close()
    return statuses


async def main() -> None:
    host, port, path, connections, seconds, secret = sys.argv[1:]
    run = f"{time.time_ns():x}"
    seen: list[float] = []
    begun = time.perf_counter()
    lanes = [
        connection(host, int(port), path, secret, f"{run}-{lane}", begun + float(seconds), seen)
        for lane in range(int(connections))
    ]
    statuses: Counter[str] = sum(await asyncio.gather(*lanes), Counter())
    took = time.perf_counter() - begun
    figures = {f"p{round(q * 100)}": percentile(seen, q) * 1000 for q in (0.5, 0.95, 0.99)}
    print(json.dumps({"statuses": statuses, "seconds": took, **figures}))


if __name__ == "__main__":
    uvloop.run(main())
