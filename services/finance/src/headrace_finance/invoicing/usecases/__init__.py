"""What is done with invoices."""
