"""What every Headrace service stands on."""
