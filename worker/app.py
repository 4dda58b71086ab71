"""The Celery app: queue names and settings, each with its reason (measured; docs/adr/0002 and 0003).

The database is the queue; a message is only a kick. So acknowledging early is safe, nothing is retried by Celery, and no result is kept.
"""

from enum import StrEnum
from typing import Any

from celery import Celery

from schedules.load import load_beat
from worker.config import Settings, load_settings


class Queue(StrEnum):
    """Each has a consumer in docker-compose.yml; a test looks."""

    TICK = "tick"
    FETCH = "fetch"
    PROCESS = "process"
    DISPATCH = "dispatch"


CELERY: dict[str, Any] = {
    "task_ignore_result": True,  # nothing reads results
    "result_backend": None,
    "task_acks_late": False,  # Celery 5.7 workers with late acks die when Redis restarts; rows are not lost with a kick
    "task_serializer": "json",  # no pickle; arguments are ids only
    "accept_content": ["json"],
    "worker_prefetch_multiplier": 1,  # few unacknowledged kicks in one worker
    "worker_max_tasks_per_child": 500,  # bounds memory growth
    "worker_max_memory_per_child": 300_000,
    "worker_enable_remote_control": False,  # with the --without-* flags the worker survives a restart of Redis
    "worker_send_task_events": False,
    "worker_soft_shutdown_timeout": 10,  # a quick, clean stop on SIGQUIT
    "worker_hijack_root_logger": False,  # our own logs, with masking
    "worker_redirect_stdouts": False,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # the default gives up after 100 tries
    "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_step": 0.2},  # a kick is optional
    "task_default_queue": Queue.TICK.value,
    "task_routes": {
        "diwan.tick": {"queue": Queue.TICK.value},
        "diwan.fetch_feeds": {"queue": Queue.FETCH.value},
        "diwan.read_pages": {"queue": Queue.FETCH.value},
        "diwan.process_entries": {"queue": Queue.PROCESS.value},
        "diwan.summarise": {"queue": Queue.PROCESS.value},
        "diwan.dispatch": {"queue": Queue.DISPATCH.value},
    },
    "task_create_missing_queues": True,
    "timezone": "UTC",  # beat never meets a change of the clock
    "enable_utc": True,
}


def make_app(settings: Settings | None = None) -> Celery:
    """An app over the broker of the settings; with the broker left at `memory://`, an embedded one."""
    settings = settings or load_settings()
    broker = "memory://localhost/" if settings.embedded else settings.broker  # kombu warns of a URL without a host
    app = Celery("diwan", broker=broker, include=["worker.tasks"])
    app.conf.update(CELERY)
    # A lease outlives the longest run. No soft limit: it raises inside whatever runs, and an innocent entry would be blamed for it.
    app.conf.update(task_time_limit=settings.lease_seconds * 2 / 3)
    app.conf.beat_schedule = {
        entry.name: {
            "task": entry.task,
            "schedule": entry.seconds,
            "options": {"expires": max(entry.seconds, 5.0), "queue": Queue.TICK.value},
        }
        for entry in load_beat(settings.tick_seconds)
    }
    if settings.embedded:
        app.conf.update(worker_prefetch_multiplier=256)  # memory:// flushes acks every 2 s: the rate is prefetch / 2 s
        app.conf.broker_transport_options = {
            "polling_interval": 0.1
        }  # a kick is taken up in a tenth of a second, not in one
    else:
        app.conf.broker_transport_options = {
            "visibility_timeout": 900,  # prefetched messages come back in minutes
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_timeout": 30,
            "socket_connect_timeout": 3,
            "socket_keepalive": True,
            "health_check_interval": 25,  # half-open sockets end
            "global_keyprefix": f"diwan:{settings.instance}:",  # two instances can share a Redis
        }
    return app
