"""Everything that is kept: the tables with all SQL, and the archive of originals; frozen records go in and out."""
