"""The pytest plugin: fixtures every service's tests may ask for."""
