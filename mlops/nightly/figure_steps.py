"""Steps that work figures and advice out of the data."""

from dataclasses import asdict
from datetime import date

from analytics.accuracy.scoring import score_forecasts
from analytics.kpis.computing import compute_kpis
from analytics.kpis.days import trailing
from analytics.policy.computing import compute_policy
from analytics.recommend.running import recommend
from mlops.nightly.step import Done


def accuracy(day: date) -> Done:
    scored = score_forecasts(until=day)
    told = {"until": str(scored.until or ""), "runs": [run.run_id for run in scored.runs]}
    return Done(rows=sum(run.changed for run in scored.runs), details=told)


def kpis(day: date) -> Done:
    done = compute_kpis(trailing(day), late_up_to=day)
    return Done(rows=done.added, details={"days": len(done.days), "unchanged": done.unchanged})


def policy(day: date) -> Done:
    told = compute_policy(day=day)
    return Done(rows=told.item_sites, details=asdict(told))


def recommendations(day: date) -> Done:
    told = recommend(day=day)
    written = told.advice_opened + told.advice_changed + told.alerts_opened + told.alerts_changed
    return Done(rows=written, details=asdict(told))
