"""What `make audit` does: asks a vulnerability service (https://osv.dev) about every package of both lock files."""
