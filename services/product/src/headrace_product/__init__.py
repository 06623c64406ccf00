"""Items, bills of material, routings, work centres."""
