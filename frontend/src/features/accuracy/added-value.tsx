"use client";

import { Tag, type Tone } from "@/components/ui/tag";
import { MISSING } from "@/lib/format";
import { useFormat } from "@/lib/i18n/use-format";

const toneOf = (added: number): Tone => (added > 0 ? "success" : added < 0 ? "danger" : "plain");

/** How much better than a naive forecast; the sign says it, not the colour alone. */
export function AddedValue({ added }: { added: number | null }) {
  const format = useFormat();
  return added === null ? MISSING : <Tag tone={toneOf(added)}>{format.points(added)}</Tag>;
}
