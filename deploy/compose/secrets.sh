#!/usr/bin/env bash
# Draws every password of docker-compose.yml, once, into .local/compose: databases.sql makes a database, an owner role
# and a working role for each service; the files beside it are what the containers are given.
set -euo pipefail
cd "$(dirname "$0")/../.."
services=(api-gateway control-tower equipment finance forecasting logistics mes mrp orders product quality srm traceability)
folder=.local/compose
if [ -e "$folder/databases.sql" ]; then
  echo "$folder is there already: its passwords are in the volumes. To begin anew: docker compose down --volumes && rm -r $folder" >&2
  exit 1
fi
mkdir -p "$folder"
chmod 700 "$folder"  # containers read as another user, so the files are open and the folder is closed

drawn() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

for name in postgres-admin keycloak-admin demo-password edge-client-secret grafana-admin; do
  drawn >"$folder/$name"
done
{
  echo "CREATE ROLE headrace_tenant NOLOGIN;"
  echo "CREATE ROLE headrace_platform NOLOGIN;"
  for service in "${services[@]}"; do
    database=headrace_${service//-/_}
    for role in owner app; do
      password=$(drawn)
      echo "CREATE ROLE ${database}_$role LOGIN PASSWORD '$password';"
      echo "postgresql://${database}_$role:$password@postgres/$database" >"$folder/$service-$role"
    done
    echo "GRANT headrace_tenant, headrace_platform TO ${database}_app WITH INHERIT FALSE, SET TRUE;"
    echo "CREATE DATABASE $database OWNER ${database}_owner;"
    echo "REVOKE ALL ON DATABASE $database FROM PUBLIC;"
  done
} >"$folder/databases.sql"
chmod 644 "$folder"/*
