"""Papers of office size: what is read by many at a table, or is sent to somebody, as a PDF."""
