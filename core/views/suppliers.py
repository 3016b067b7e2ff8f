"""What suppliers did with what they promised."""

from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from core.filters.facts import ScorecardParameters
from core.models import Supplier
from core.scorecards import PRIOR_ORDERS, lead_times, scorecards
from core.serializers.suppliers import LeadTimeSerializer, ScorecardMetadata, ScorecardSerializer
from nova.api.documentation import USUAL, documented, envelope_of
from nova.api.viewsets import DataView, Scoping
from nova.api.windows import WindowParameters
from support.reads import last_day


class ScorecardListView(DataView):
    """Suppliers by how far they are to be relied on, from what was due or came in the window."""

    scoping = Scoping.BY_SITE
    export = ("Desempenho dos fornecedores", "Supplier scorecards")
    parameters = ScorecardParameters

    @documented(
        "supplier_scorecards",
        envelope_of("SupplierScorecards", ScorecardSerializer, ScorecardMetadata),
        parameters=ScorecardParameters,
    )
    def get(self, _request: Request) -> Response:
        judged_on = last_day("orders", self.version) or timezone.localdate()
        rows = scorecards(
            tuple(ScorecardSerializer().fields),
            window=(self.asked["start_date"], self.asked["end_date"]),
            judged_on=judged_on,
            supplier_id=self.asked.get("supplier_id"),
            scope=self.scope,
        )
        return self.whole(rows, prior_orders=PRIOR_ORDERS, judged_on=judged_on)


class LeadTimesView(DataView):
    """How long a supplier's lines took and were promised to take, by number of days."""

    scoping = Scoping.BY_SITE
    export = ("Prazos de um fornecedor", "Lead times of a supplier")
    parameters = WindowParameters

    @documented(
        "supplier_lead_times",
        envelope_of("SupplierLeadTimes", LeadTimeSerializer),
        parameters=WindowParameters,
        errors=(*USUAL, 404),
    )
    def get(self, _request: Request, supplier_id: int) -> Response:
        if not Supplier.objects.filter(supplier_id=supplier_id).exists():
            raise NotFound(f"No supplier has the id {supplier_id}.")
        rows = lead_times(
            tuple(LeadTimeSerializer().fields),
            window=(self.asked["start_date"], self.asked["end_date"]),
            supplier_id=supplier_id,
            scope=self.scope,
        )
        return self.whole(rows)
