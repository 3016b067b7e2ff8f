import { describe, expect, it } from "vitest";

import {
  auditResource,
  loadAuditParams,
  loadLoadParams,
  loadNightParams,
  loadsResource,
  nightsResource,
  rejectsResource,
} from "./params";

describe("the audit trail's address", () => {
  it("asks for the newest fifty by default", () => {
    expect(auditResource(loadAuditParams({})).key[2]).toEqual({ limit: 50, offset: 0 });
  });

  it("becomes the API's filters, days without an hour", () => {
    const params = loadAuditParams({
      q: " promo ",
      actor: "ana",
      action: "LOGIN,LOGOUT",
      from: "2026-05-01",
      to: "2026-05-31",
      page: "3",
      size: "25",
    });
    expect(auditResource(params).key[2]).toEqual({
      q: "promo",
      actor: "ana",
      action: "LOGIN,LOGOUT",
      start_date: "2026-05-01",
      end_date: "2026-05-31",
      limit: 25,
      offset: 50,
    });
  });
});

describe("the loads' address", () => {
  it("leaves out what it does not know", () => {
    const params = loadLoadParams({ status: "FAILED,GONE", lsort: "-secret", lpage: "2" });
    expect(loadsResource(params).key[2]).toEqual({
      status: "FAILED",
      order_by: "-run_id",
      limit: 50,
      offset: 50,
    });
  });

  it("pages the refused rows of one load by themselves", () => {
    expect(rejectsResource(17, 2).key).toEqual(["admin", "rejects", 17, { limit: 25, offset: 25 }]);
  });
});

describe("the nights' address", () => {
  it("narrows them by how they ended", () => {
    const params = loadNightParams({ nstatus: "FAILED,PARTIAL" });
    expect(nightsResource(params).key[2]).toEqual({
      status: "FAILED,PARTIAL",
      limit: 50,
      offset: 0,
    });
  });
});
