/** Whether a page of this site sent the request. The reverse proxy must pass the Host header on. */
export function isSameOrigin(request: Pick<Request, "method" | "headers">): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site !== null && site !== "same-origin") return false;
  const origin = request.headers.get("Origin");
  if (origin === null) {
    // Browsers send Origin with every POST; a GET of our own page says so in Sec-Fetch-Site.
    return request.method === "GET" && site === "same-origin";
  }
  return URL.parse(origin)?.host === request.headers.get("Host");
}
