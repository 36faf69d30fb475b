"""Keeps chats over a restart: JSON rows in one SQLite file, written in the background."""

import asyncio
import json
import sqlite3
from dataclasses import asdict
from typing import Any

from bot.simulator.state import ChatMessage, Customer, Number, State, Template

FLUSH_S = 0.5


class Store:
    """Loads a state and writes what has changed since, every half second and at the end."""

    def __init__(self, path: str, state: State) -> None:
        self._state = state
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS thing"
            " (kind TEXT, key TEXT, data TEXT, PRIMARY KEY (kind, key))"
        )

    def load(self) -> None:
        """Bring back numbers, customers, templates and messages, in their order."""
        messages = []
        for kind, data in self._database.execute("SELECT kind, data FROM thing ORDER BY rowid"):
            values = json.loads(data)
            if kind == "customer":
                self._state.add_customer(Customer(**values))
            elif kind == "number":
                self._state.numbers.setdefault(values["number_id"], Number(**values))
            elif kind == "template":
                template = Template(**values)
                self._state.templates[template.id] = template
            elif kind == "message":
                messages.append(ChatMessage(**values))
        for message in sorted(messages, key=lambda kept: kept.position):
            self._state.add_message(message)
        self._state.dirty.clear()

    def flush(self) -> None:
        """Write what is dirty in one transaction."""
        dirty, self._state.dirty = self._state.dirty, {}
        rows, gone = [], []
        for kind, key in dirty:
            data = self._data(kind, key)
            if data is None:
                gone.append((kind, key))
            else:
                rows.append((kind, key, json.dumps(data)))
        with self._database:
            self._database.executemany("DELETE FROM thing WHERE kind = ? AND key = ?", gone)
            self._database.executemany(
                "INSERT INTO thing VALUES (?, ?, ?)"
                " ON CONFLICT (kind, key) DO UPDATE SET data = excluded.data",
                rows,
            )

    def clear(self) -> None:
        with self._database:
            self._database.execute("DELETE FROM thing")

    async def run(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            if self._state.dirty:
                self.flush()

    def close(self) -> None:
        self.flush()
        self._database.close()

    def _data(self, kind: str, key: str) -> dict[str, Any] | None:
        thing: Number | Customer | Template | ChatMessage | None
        match kind:
            case "number":
                thing = self._state.numbers.get(key)
            case "customer":
                thing = self._state.customers.get(key)
            case "template":
                thing = self._state.templates.get(key)
            case _:
                thing = self._state.by_id.get(key)
        return None if thing is None else asdict(thing)
