/** The figures an advice or an alert rests on, as they were stored with it. */
export type Evidence = Readonly<Record<string, unknown>>;

export type EvidenceKind = "units" | "days" | "share" | "money" | "date" | "count" | "text";

/** The figures that explain an advice, in the order one reads them. The rest stays unfolded below. */
export const KEY_FIGURES = [
  ["current_stock", "units"],
  ["stock_date", "date"],
  ["inbound_quantity", "units"],
  ["next_inbound_date", "date"],
  ["safety_stock", "units"],
  ["reorder_point", "units"],
  ["lead_time_demand", "units"],
  ["review_demand", "units"],
  ["mean_daily_demand", "units"],
  ["lead_time_days", "days"],
  ["service_level", "share"],
  ["days_to_rupture", "days"],
  ["days_to_rupture_earliest", "days"],
  ["unmet_quantity", "units"],
  ["shortage", "units"],
  ["surplus", "units"],
  ["from_site_code", "text"],
  ["cover_days", "days"],
  ["excess_quantity", "units"],
  ["unit_cost", "money"],
  ["min_order_qty", "units"],
  ["last_demand_date", "date"],
  ["criticality", "count"],
] as const satisfies readonly (readonly [string, EvidenceKind])[];

export type KeyFigure = (typeof KEY_FIGURES)[number][0];
