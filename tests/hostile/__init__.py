"""Files made to harm the reader, and the real way they take through the worker."""
