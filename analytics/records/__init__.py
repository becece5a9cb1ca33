"""What came in: sources, schema, settings, validation, the tables every figure starts from."""
