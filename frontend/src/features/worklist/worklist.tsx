"use client";

import { Keyboard } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { ScopeBar, useScope } from "@/components/filters/scope-bar";
import { ChoiceFilter } from "@/components/filters/choice-filter";
import { useReader } from "@/components/shell/reader";
import { ExportMenu } from "@/components/table/export-menu";
import { PagedTable } from "@/components/table/paged-table";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { useResource } from "@/lib/api/use-resource";
import { todayInOperation } from "@/lib/dates";
import { mayDecide } from "@/lib/session/roles";

import { AdviceDetail } from "./advice-detail";
import { BulkBar } from "./bulk-bar";
import { useWorklistColumns } from "./columns";
import { DecisionDialog } from "./decision-dialog";
import { PRIORITIES, STATUSES, TYPES, worklistParams, worklistResource } from "./params";
import { useSelection } from "./selection";
import { ShortcutHelp } from "./shortcut-help";
import { useShortcuts, type RowAction } from "./shortcuts";
import { useDecide } from "./use-decide";

type Asking = { kind: "SNOOZED" | "DISMISSED"; ids: readonly number[] };

/** What to do, the most money at risk first, and deciding on it. */
export function Worklist() {
  const t = useTranslations("worklist");
  const [scope] = useScope();
  const [params, setParams] = useQueryStates(worklistParams, { history: "push" });
  const deciding = mayDecide(useReader());
  const selection = useSelection();
  const { decide, undo, reopen, busy } = useDecide();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [helping, setHelping] = useState(false);
  const resource = worklistResource(params, scope);
  const view = useResource(resource);
  const rows = view.data?.data ?? [];
  const total = view.data?.metadata.total_count ?? 0;

  const toggle = (id: number) => {
    void setParams({ open: params.open === id ? null : id }, { history: "replace" });
  };
  const acknowledge = (ids: readonly number[]) => {
    decide(ids, { kind: "ACKNOWLEDGED", until: null, note: null });
    selection.clear();
  };
  const byKey: Record<RowAction, (id: number) => void> = {
    open: toggle,
    select: selection.toggle,
    acknowledge: (id) => {
      acknowledge([id]);
    },
    snooze: (id) => {
      setAsking({ kind: "SNOOZED", ids: [id] });
    },
    dismiss: (id) => {
      setAsking({ kind: "DISMISSED", ids: [id] });
    },
  };
  useShortcuts({
    enabled: asking === null,
    onRow: (action, id) => {
      if (deciding || action === "open") byKey[action](id);
    },
    onUndo: () => {
      if (deciding) undo();
    },
    onHelp: () => {
      setHelping(true);
    },
  });
  const columns = useWorklistColumns({
    openId: params.open,
    onOpen: toggle,
    selection: deciding ? selection : null,
    pageIds: rows.map((row) => row.recommendation_id),
  });
  const startOver = () => {
    selection.clear();
    void setParams({ page: null });
  };

  return (
    <>
      <ScopeBar
        filters={["region", "site", "family"]}
        onChange={startOver}
        status={view.updating ? t("updating") : t("count", { count: total })}
      >
        <ChoiceFilter
          label={t("type")}
          none=""
          options={TYPES.map((value) => ({ value, text: t(`types.${value}`) }))}
          chosen={params.type}
          onChange={(chosen) => {
            void setParams({ type: TYPES.filter((one) => chosen.includes(one)), page: null });
          }}
        />
        <ChoiceFilter
          label={t("priority")}
          none=""
          options={PRIORITIES.map((value) => ({ value, text: t(`priorities.${value}`) }))}
          chosen={params.priority}
          onChange={(chosen) => {
            void setParams({
              priority: PRIORITIES.filter((one) => chosen.includes(one)),
              page: null,
            });
          }}
        />
      </ScopeBar>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t("status")}
          options={STATUSES.map((value) => ({ value, text: t(`statusFilters.${value}`) }))}
          value={params.status}
          onChange={(status) => {
            selection.clear();
            void setParams({ status, page: null, open: null });
          }}
        />
        <div className="flex items-center gap-2">
          <Button
            variant="ghost"
            className="max-sm:hidden"
            onClick={() => {
              setHelping(true);
            }}
          >
            <Keyboard aria-hidden />
            {t("shortcuts")}
          </Button>
          <ExportMenu title={t("title")} file={resource.file} />
        </div>
      </div>
      <Card className="overflow-hidden">
        <PagedTable
          view={view}
          label={t("title")}
          columns={columns}
          rowId={(row) => String(row.recommendation_id)}
          sort={params.sort}
          onSort={(sort) => {
            void setParams({ sort, page: null });
          }}
          detail={(row) =>
            row.recommendation_id === params.open ? (
              <AdviceDetail id={row.recommendation_id} />
            ) : null
          }
          empty={{ title: t(`empty.${params.status}`), body: t("emptyBody") }}
          page={params.page}
          pageSize={params.size}
          onPage={(page) => {
            selection.clear();
            void setParams({ page }, { scroll: true });
          }}
          onPageSize={(size) => {
            void setParams({ size, page: null });
          }}
        />
      </Card>
      {deciding && selection.ids.length > 0 && params.status !== "CLOSED" ? (
        <BulkBar
          count={selection.ids.length}
          busy={busy}
          decided={params.status !== "OPEN"}
          onAcknowledge={() => {
            acknowledge(selection.ids);
          }}
          onSnooze={() => {
            setAsking({ kind: "SNOOZED", ids: selection.ids });
          }}
          onDismiss={() => {
            setAsking({ kind: "DISMISSED", ids: selection.ids });
          }}
          onReopen={() => {
            reopen(selection.ids);
            selection.clear();
          }}
          onClear={selection.clear}
        />
      ) : null}
      {asking ? (
        <DecisionDialog
          kind={asking.kind}
          count={asking.ids.length}
          today={todayInOperation()}
          onDecide={(verdict) => {
            decide(asking.ids, verdict);
            selection.clear();
            setAsking(null);
          }}
          onClose={() => {
            setAsking(null);
          }}
        />
      ) : null}
      <ShortcutHelp open={helping} deciding={deciding} onOpenChange={setHelping} />
    </>
  );
}
