"""Stock by lot and serial, receipts, issues, shipments."""
