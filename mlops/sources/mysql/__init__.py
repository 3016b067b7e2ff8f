"""The STOCK database of the predecessor, in MySQL or MariaDB, as files of the datasets."""
