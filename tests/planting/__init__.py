"""Reports that are right by construction, told in many ways, and single mistakes planted into them."""
