"""The status page and its JSON: reads the database and the archive, changes nothing."""
