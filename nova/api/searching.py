"""Search by words."""

from functools import reduce
from operator import or_

from django.db.models import Q


def holding(words: str, *columns: str) -> Q:
    """What holds every word in one of the columns, whatever its case."""
    held = Q()
    for word in words.split():
        held &= reduce(or_, [Q(**{f"{column}__icontains": word}) for column in columns])
    return held
