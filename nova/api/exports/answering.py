"""The answer that is a file, and its one row in the audit log."""

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from rest_framework.request import Request

from nova.api.exports.asked import Asked
from nova.api.exports.csv_file import csv_file
from nova.api.exports.tables import Table
from nova.api.exports.xlsx_file import xlsx_file

record = import_string("support.audit.record")  # nova knows no app


def file_answer(request: Request, asked: Asked, table: Table) -> HttpResponseBase:
    """The file; recorded before its first byte, so that one which was cut off is recorded too."""
    match = request.resolver_match
    route = str(match.view_name if match else "")
    name = f"{route}-{timezone.localdate().isoformat()}.{asked.format}"
    if asked.format == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_file(table, locale=asked.locale),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    else:
        book = xlsx_file(table, locale=asked.locale)
        answer = FileResponse(book, as_attachment=True, filename=name)
    record(
        actor=request.user.get_username(),
        action="EXPORTED",
        request=request,
        entity_type="export",
        entity_key=route,
        details={
            "format": asked.format,
            "locale": asked.locale,
            "filters": asked.filters,
            "rows": table.count,
        },
    )
    return answer
