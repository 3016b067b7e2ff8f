import {
  Bell,
  BookOpenText,
  Boxes,
  ChartSpline,
  ClipboardCheck,
  Gauge,
  ShieldCheck,
  Truck,
  Warehouse,
  type LucideIcon,
} from "lucide-react";

import type { Messages } from "@/lib/i18n/messages";
import { mayAdminister, type Reader } from "@/lib/session/roles";

export type Destination = {
  href: string;
  name: Exclude<keyof Messages["nav"], "label" | "menu" | "unread" | "breadcrumb">;
  icon: LucideIcon;
  /** Who may enter; everybody where it is left out. */
  admits?: (reader: Reader | null) => boolean;
};

const DESTINATIONS: readonly Destination[] = [
  { href: "/dashboard", name: "dashboard", icon: Gauge },
  { href: "/recommendations", name: "recommendations", icon: ClipboardCheck },
  { href: "/alerts", name: "alerts", icon: Bell },
  { href: "/materials", name: "materials", icon: Boxes },
  { href: "/inventory", name: "inventory", icon: Warehouse },
  { href: "/forecasts", name: "forecasts", icon: ChartSpline },
  { href: "/suppliers", name: "suppliers", icon: Truck },
  { href: "/glossary", name: "glossary", icon: BookOpenText },
  { href: "/admin", name: "admin", icon: ShieldCheck, admits: mayAdminister },
];

export function destinationsOf(reader: Reader | null): readonly Destination[] {
  return DESTINATIONS.filter(({ admits }) => admits?.(reader) ?? true);
}

export const isCurrent = (href: string, pathname: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);
