"""How the API was first specified to answer, in Flask with SQLAlchemy: what peers of ours share.

Written from the specification, sections 4.3, 7.2 and 8.1: CORS, a pool of 10 and 20 more, rows as
dicts into jsonify, a token whose signature and role are checked. Its cache is left out: what is
compared is the work of an answer.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

import jwt
from flask import Flask, jsonify, request
from flask_cors import CORS  # type: ignore[import-untyped]
from sqlalchemy import create_engine, text  # type: ignore[import-not-found]
from sqlalchemy.orm import sessionmaker  # type: ignore[import-not-found]

app = Flask(__name__)
CORS(app, origins=["http://localhost:3000"])
engine = create_engine(
    os.environ["PEER_DATABASE_URL"], pool_size=10, max_overflow=20, pool_recycle=3600
)
SessionLocal = sessionmaker(bind=engine)
SECRET_KEY = os.environ["PEER_SECRET_KEY"]
ROLES = ("ADMIN", "ANALYST", "VIEWER")
LEVEL_RANK = {"NORMAL": 1, "WARNING": 2, "CRITICAL": 3}
OF_A_CLASS = "FROM core.dim_item WHERE active AND family = :family AND abc_class = :abc_class"


def token_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        token = request.headers.get("Authorization", "").replace("Bearer ", "")
        try:
            payload = jwt.decode(token, SECRET_KEY, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return jsonify({"error": "Invalid token"}), 401
        if payload["role"] not in ROLES:
            return jsonify({"error": "Insufficient permissions"}), 403
        return view(*args, **kwargs)

    return checked


def rows_of(statement: str, **values: Any) -> list[dict[str, Any]]:
    with SessionLocal() as session:
        return [dict(row._mapping) for row in session.execute(text(statement), values)]


def answer(rows: list[dict[str, Any]], **metadata: Any) -> Any:
    return jsonify({"status": "success", "data": rows, "metadata": metadata})


def answering(statements: Mapping[str, str]) -> Flask:
    """The peer. statements: what it asks the database for, by the name of a question."""

    @token_required
    def series(question: str) -> Any:
        return answer(rows_of(statements[question], **request.args))

    @token_required
    def demand() -> Any:
        rows = rows_of(statements["demand"], **request.args)
        return answer(rows, item_id=request.args["item_id"], site_id=request.args["site_id"])

    @token_required
    def kpis() -> Any:
        rows = rows_of(statements["kpis"], **request.args)
        return answer(rows, total_count=len(rows))

    @token_required
    def items() -> Any:
        asked = {"limit": 100, "offset": 0, **request.args}
        rows = rows_of(statements["items"], **asked)
        [total] = rows_of(f"SELECT count(*) AS total {OF_A_CLASS}", **asked)
        return answer(rows, total_count=total["total"])

    @token_required
    def item(item_id: int) -> Any:
        [found] = rows_of(statements["item"], item_id=item_id)
        return jsonify(found)

    @token_required
    def alerts() -> Any:
        rank = LEVEL_RANK[request.args["level"]]
        return answer(rows_of(statements["alerts"], **{"limit": 100, **request.args}, rank=rank))

    for question, address in {
        "inventory": "/api/v1/inventory/timeseries",
        "forecasts": "/api/v1/forecasts",
        "recommendations": "/api/v1/recommendations",
    }.items():
        app.add_url_rule(address, question, partial(series, question))
    app.add_url_rule("/api/v1/demand/timeseries", view_func=demand)
    app.add_url_rule("/api/v1/analytics/kpis", view_func=kpis)
    app.add_url_rule("/api/v1/items", view_func=items)
    app.add_url_rule("/api/v1/items/<int:item_id>", view_func=item)
    app.add_url_rule("/api/v1/alerts", view_func=alerts)
    return app
