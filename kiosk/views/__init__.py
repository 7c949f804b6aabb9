"""The window: it shows values of `kiosk.values` and asks the bridge; it never writes and never reads the store."""
