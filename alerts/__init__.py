"""What is told to whom: incidents decided from duties and sources, messages about them, and their delivery."""
