"""The Scrapy project: looks at columns, follows them to reports and attachments, and ends where bytes are archived."""
