"""What is to be shipped, and shipments: tables and every query."""
