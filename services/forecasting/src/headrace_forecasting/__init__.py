"""Sales forecast, coherent over categories, released as forecast orders."""
