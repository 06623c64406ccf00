"""The rules of logistics: stock, picking, receiving, issuing, shipping."""
