"""What may be asked of service levels and of what people set in place of the policy."""

from django.db.models import Q, QuerySet
from django_filters import CharFilter, FilterSet

from analytics.models import PolicyOverride, ServiceLevel
from analytics.querysets.policy import PolicyOverrideQuerySet
from nova.api.filtering import AnyNumberFilter, TrueFalseFilter
from nova.api.ordering import OrderField
from nova.api.parameters import ListParameters


class _HoldingFilters(FilterSet):  # type: ignore[misc]
    holds = TrueFalseFilter(method="narrow_holding", help_text="In force today.")

    def narrow_holding(self, rows: QuerySet[ServiceLevel], _name: str, holds: bool) -> QuerySet:  # type: ignore[type-arg]
        return rows.filter(Q(holds=holds))


class ServiceLevelListParameters(ListParameters):
    order_by = OrderField("service_level_id", "-service_level", "valid_from")


class ServiceLevelFilters(_HoldingFilters):
    class Meta:
        model = ServiceLevel
        fields = ()


class OverrideListParameters(ListParameters):
    order_by = OrderField("-override_id", "expires_on", "starts_on", "sku")


class OverrideFilters(_HoldingFilters):
    q = CharFilter(
        method="search", max_length=200, help_text="Words of sku, name, site, reason or actor."
    )
    item_id = AnyNumberFilter()
    site_id = AnyNumberFilter(help_text="Those of an item at every site are left out.")

    class Meta:
        model = PolicyOverride
        fields = ()

    def search(
        self, rows: PolicyOverrideQuerySet, _name: str, words: str
    ) -> QuerySet[PolicyOverride]:
        return rows.matching(words)
