import { Suspense, type ReactNode } from "react";

import { FreshnessStrip } from "@/components/freshness/freshness-strip";
import { AppShell } from "@/components/shell/app-shell";
import { DataProviders } from "@/components/shell/data-providers";
import { MainNav } from "@/components/shell/main-nav";
import { Prefetched } from "@/components/shell/prefetched";
import { ReaderProvider } from "@/components/shell/reader";
import { PageSkeleton } from "@/components/states/page-skeleton";
import { Skeleton } from "@/components/ui/skeleton";
import { Toasts } from "@/components/ui/toasts";
import { NewsWatch } from "@/features/alerts/news-watch";
import { UnreadMark } from "@/features/alerts/unread-mark";
import { fetchCurrentUser } from "@/features/session/queries";
import { UserMenu } from "@/features/session/user-menu";
import { newsResource } from "@/lib/api/news";
import { freshnessResource } from "@/lib/api/reference";
import { requireSession } from "@/lib/session/redirect";

/** The frame comes at once, however long the API takes to say who is signed in. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  await requireSession();
  return (
    <DataProviders>
      <Toasts>
        <Suspense fallback={<Outline />}>
          <Workspace>{children}</Workspace>
        </Suspense>
      </Toasts>
    </DataProviders>
  );
}

async function Workspace({ children }: { children: ReactNode }) {
  const user = await fetchCurrentUser();
  return (
    <ReaderProvider reader={user.ok ? { role: user.data.role, scoped: user.data.scoped } : null}>
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
    </ReaderProvider>
  );
}

/** What stands there until the API has answered. */
function Outline() {
  return (
    <AppShell nav={<MainNav />} userMenu={<Skeleton className="h-9 w-full min-w-9 rounded-md!" />}>
      <div className="mb-3 h-7" />
      <PageSkeleton />
    </AppShell>
  );
}
