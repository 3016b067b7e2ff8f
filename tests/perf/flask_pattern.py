"""How the API was first specified to answer, in Flask with SQLAlchemy: what peers of ours share.

Written from the specification, sections 4.3, 7.2 and 8.1: CORS, a pool of 10 and 20 more, rows as
dicts into jsonify, a token whose signature and role are checked. Its cache is left out: what is
compared is the work of an answer.
"""

import os
from collections.abc import Callable
from functools import wraps
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
