import type { ReactNode } from "react";

import { AppShell } from "@/components/shell/app-shell";
import { DataProviders } from "@/components/shell/data-providers";
import { fetchCurrentUser } from "@/features/session/queries";
import { UserMenu } from "@/features/session/user-menu";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const user = await fetchCurrentUser();
  return (
    <AppShell userMenu={<UserMenu user={user.ok ? user.data : null} />}>
      <DataProviders>{children}</DataProviders>
    </AppShell>
  );
}
