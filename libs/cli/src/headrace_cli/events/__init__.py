"""`headrace events`: what is told on the platform, who heard it, and hearing or sending it again."""
