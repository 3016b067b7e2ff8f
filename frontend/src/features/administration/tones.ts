import type { Tone } from "@/components/ui/tag";

import type { Load, Night } from "./params";

export const LOAD_TONES: Record<Load["status"], Tone> = {
  PUBLISHED: "success",
  CANDIDATE: "accent",
  NEEDS_APPROVAL: "warning",
  REJECTED: "danger",
  FAILED: "danger",
  ROLLBACK: "warning",
};

export const NIGHT_TONES: Record<Night["status"], Tone> = {
  RUNNING: "accent",
  DONE: "success",
  PARTIAL: "warning",
  FAILED: "danger",
  SKIPPED: "plain",
};
