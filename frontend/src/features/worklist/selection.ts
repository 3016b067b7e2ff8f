import { useState } from "react";

export type Selection = {
  ids: readonly number[];
  has: (id: number) => boolean;
  toggle: (id: number) => void;
  set: (ids: readonly number[]) => void;
  clear: () => void;
};

/** Which rows are chosen for one decision on all of them. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<readonly number[]>([]);
  return {
    ids,
    has: (id) => ids.includes(id),
    toggle: (id) => {
      setIds(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
    },
    set: setIds,
    clear: () => {
      setIds([]);
    },
  };
}
