"""A small agency web on loopback and a scripted season on it, played with the real jobs."""
