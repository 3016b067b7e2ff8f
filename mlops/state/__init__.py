"""The state of the whole service, as one person or one monitor asks for it."""
