"""The clock and the work: what is due is claimed, crawled, read, judged and told."""
