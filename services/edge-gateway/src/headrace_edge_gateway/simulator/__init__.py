"""A workshop to try the gateway on: machines that speak real Modbus TCP."""
