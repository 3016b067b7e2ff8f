/** Set by the proxy on each page request: the path and query being rendered. */
export const PATH_HEADER = "x-nova-path";

export const HOME_PATH = "/";
const LOGIN_PATH = "/login";

/** Stands for our own origin; it only has to be one that no input can name by accident. */
const SELF = "http://self.invalid";

/** Where to go after login: a path of this site, or home. Never another origin, never login itself. */
export function safeNextPath(value: string | null | undefined): string {
  // Browsers read "\" as "/" and drop control characters, so "/\evil" and "/\t/evil" leave the site.
  if (!value?.startsWith("/") || /^\/[/\\]|[\\\u0000-\u001f\u007f]/.test(value)) return HOME_PATH;
  const url = URL.parse(value, SELF);
  if (url?.origin !== SELF) return HOME_PATH;
  // "/x/..//evil" resolves to "//evil", which would name a host the next time it is read.
  if (url.pathname.startsWith("//")) return HOME_PATH;
  if (url.pathname === LOGIN_PATH || url.pathname.startsWith("/api/")) return HOME_PATH;
  return url.pathname + url.search + url.hash;
}

export function loginPath(next: string | null | undefined): string {
  const target = safeNextPath(next);
  return target === HOME_PATH ? LOGIN_PATH : `${LOGIN_PATH}?next=${encodeURIComponent(target)}`;
}
