"""What must be fast, measured side by side in one run: ratios, because machines are noisy."""
