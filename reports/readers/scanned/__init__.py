"""Pages that are pictures: set upright, their rules found, their text recognised, with a doubt for every cell."""
