from headrace_chassis.postgres.layout import Layout

# Memory that processes share lies in the data directory: in /dev/shm, which is 64 MB in a container, a server that was
# killed would leave it for ever.
SETTINGS = {
    "dynamic_shared_memory_type": "mmap",
    "max_connections": "400",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "min_wal_size": "256MB",
    "max_wal_size": "1GB",
    "max_slot_wal_keep_size": "1GB",
    "checkpoint_timeout": "5min",
    "track_commit_timestamp": "off",
    "idle_in_transaction_session_timeout": "60s",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "listen_addresses": "",
    "port": "5432",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}


def server_arguments(layout: Layout) -> list[str]:
    """cluster_name puts the tag into the title of every process of this server, so left-overs can be told."""
    chosen = (
        SETTINGS
        | dict(layout.settings)
        | {"unix_socket_directories": str(layout.socket_dir), "cluster_name": layout.tag}
    )
    options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    return ["-D", str(layout.cluster), *options]
