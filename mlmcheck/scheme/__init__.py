"""What a scheme file says: models, YAML with marks, errors, and the plan in force on a day."""
