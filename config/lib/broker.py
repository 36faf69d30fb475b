"""django-q2 broker on Redis: at least once, one connection a process.

django-q2's own Redis broker opens a connection for every `async_task` and loses what a
worker has prefetched when it dies. This one keeps each handed-out task in a sorted set
until it is acknowledged or `retry` seconds have passed. Tasks are only nudges in this
project (the rows are the record), so this is a matter of speed, not of safety.
"""

import time
from typing import Any

from django_q.brokers import redis_broker
from django_q.conf import Conf

from config.lib.redis import redis_client

_POP = """
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 50)
for _, task in ipairs(due) do
  redis.call('ZREM', KEYS[2], task)
  redis.call('RPUSH', KEYS[1], task)
end
local task = redis.call('LPOP', KEYS[1])
if task then redis.call('ZADD', KEYS[2], ARGV[2], task) end
return task
"""


class Broker(redis_broker.Redis):  # type: ignore[misc]
    """See the module."""

    def __init__(self, list_key: str | None = None) -> None:
        super().__init__(list_key=list_key)
        self.unacknowledged = f"{self.list_key}:unacknowledged"
        self.bell = f"{self.list_key}:bell"
        self._pop = self.connection.register_script(_POP)

    @staticmethod
    def get_connection(list_key: str | None = None) -> Any:
        return redis_client()

    def enqueue(self, task: Any) -> Any:
        pipeline = self.connection.pipeline(transaction=False)
        pipeline.rpush(self.list_key, task)
        pipeline.lpush(self.bell, 1)
        pipeline.ltrim(self.bell, 0, 15)
        return pipeline.execute()[0]

    def dequeue(self) -> list[tuple[Any, Any]] | None:
        now = time.time()
        task = self._pop(keys=[self.list_key, self.unacknowledged], args=[now, now + Conf.RETRY])
        if task:
            return [(task, task)]
        self.connection.blpop([self.bell], 1)
        return None

    def acknowledge(self, task_id: Any) -> Any:
        return self.connection.zrem(self.unacknowledged, task_id)

    def fail(self, task_id: Any) -> Any:
        return self.acknowledge(task_id)

    def queue_size(self) -> int:
        return int(self.connection.llen(self.list_key))

    def lock_size(self) -> int:
        return int(self.connection.zcard(self.unacknowledged))

    def delete_queue(self) -> Any:
        return self.connection.delete(self.list_key, self.unacknowledged, self.bell)
