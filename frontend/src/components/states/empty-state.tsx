import { Inbox } from "lucide-react";
import type { ReactNode } from "react";

import { StateMessage } from "./state-message";

/** Why a view that works has nothing to show, and the way out if there is one. */
export type EmptyReason = { title: string; body: string; action?: ReactNode };

export function EmptyState({ title, body, action }: EmptyReason) {
  return (
    <StateMessage role="status" icon={Inbox} title={title} body={body}>
      {action}
    </StateMessage>
  );
}
