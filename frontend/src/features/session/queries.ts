import "server-only";

import { askApi } from "@/lib/api/server";
import type { Schemas } from "@/lib/api/client";
import type { ApiResult } from "@/lib/api/result";

export type User = Schemas["User"];

export function fetchCurrentUser(): Promise<ApiResult<User>> {
  return askApi((api) => api.GET("/api/v1/auth/me"));
}
