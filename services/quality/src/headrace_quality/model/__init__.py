"""The rules of quality: sampling plans, switching, inspections, nonconformances."""
