import { render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

import { MESSAGES } from "@/lib/i18n/messages";

/** Gives what is within the Portuguese words. */
export function Words({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale="pt-BR" messages={MESSAGES["pt-BR"]} timeZone="America/Sao_Paulo">
      {children}
    </IntlProvider>
  );
}

/** Renders with the Portuguese words. */
export function renderWithWords(node: ReactNode): RenderResult {
  return render(<Words>{node}</Words>);
}
