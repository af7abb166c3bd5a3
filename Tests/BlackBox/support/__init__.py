"""Independent readings of the specification, and what the tests share."""
