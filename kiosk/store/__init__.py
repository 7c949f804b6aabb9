"""The database: tables, pragmas, migrations, search, journal."""
