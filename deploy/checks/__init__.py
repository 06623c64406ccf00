"""What `make lint-deploy` holds against the Dockerfile, the compose file, the Kubernetes manifests and the scripts."""
