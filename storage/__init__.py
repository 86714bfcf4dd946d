"""Everything that is kept: the tables and their SQL, and the archive of originals. Frozen records go out, no SQL does."""
