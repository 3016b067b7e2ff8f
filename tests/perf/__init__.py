"""`make bench`: the product against its peers on one machine, in one run."""
