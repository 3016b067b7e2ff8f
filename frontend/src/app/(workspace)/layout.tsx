import type { ReactNode } from "react";

import { FreshnessStrip } from "@/components/freshness/freshness-strip";
import { AppShell } from "@/components/shell/app-shell";
import { DataProviders } from "@/components/shell/data-providers";
import { MainNav } from "@/components/shell/main-nav";
import { Prefetched } from "@/components/shell/prefetched";
import { RoleProvider } from "@/components/shell/role";
import { Toasts } from "@/components/ui/toasts";
import { NewsWatch } from "@/features/alerts/news-watch";
import { UnreadMark } from "@/features/alerts/unread-mark";
import { fetchCurrentUser } from "@/features/session/queries";
import { UserMenu } from "@/features/session/user-menu";
import { newsResource } from "@/lib/api/news";
import { freshnessResource } from "@/lib/api/reference";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const user = await fetchCurrentUser();
  return (
    <DataProviders>
      <RoleProvider role={user.ok ? user.data.role : null}>
        <Toasts>
          <Prefetched resources={[freshnessResource, newsResource]}>
            <AppShell
              nav={<MainNav alertsMark={<UnreadMark />} />}
              userMenu={<UserMenu user={user.ok ? user.data : null} />}
            >
              <div className="mb-3">
                <FreshnessStrip />
              </div>
              <NewsWatch />
              {children}
            </AppShell>
          </Prefetched>
        </Toasts>
      </RoleProvider>
    </DataProviders>
  );
}
