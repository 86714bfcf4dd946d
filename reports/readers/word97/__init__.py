"""The binary Word format of 1997 to 2003, which WPS Writer writes as well ([MS-DOC], the structures named there)."""
