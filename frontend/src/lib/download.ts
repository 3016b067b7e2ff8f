import { failureFrom, type ApiFailure } from "@/lib/api/result";

/** Hands a file to the reader under this name. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun reading by the next turn.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 0);
}

/** A file's name out of words: no accents, spaces or slashes. */
export function fileName(words: string, extension: string): string {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}.${extension}`;
}

/** Statuses of the codes that a file's address fails with: a frame does not tell its own. */
const STATUSES: Record<string, number> = {
  not_authenticated: 401,
  permission_denied: 403,
  outside_scope: 403,
  not_found: 404,
  throttled: 429,
  invalid_request: 400,
  api_unreachable: 502,
  database_unavailable: 503,
};

const UNTOLD = 500;

function failureIn(text: string | null | undefined): ApiFailure {
  try {
    const body: unknown = JSON.parse(text ?? "");
    const { code } = failureFrom(UNTOLD, body);
    return failureFrom(STATUSES[code ?? ""] ?? UNTOLD, body);
  } catch {
    return failureFrom(UNTOLD, null);
  }
}

/**
 * Lets the browser write the file at `address` to disk as it comes, without this page holding it.
 * A frame takes an error in its place, which `onFailure` is told of; a file never loads in one.
 */
export function downloadFile(address: string, onFailure: (failure: ApiFailure) => void): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.addEventListener("load", () => {
    onFailure(failureIn(frame.contentDocument?.body.textContent));
    frame.remove();
  });
  frame.src = address;
  // It stays when the file comes: taking it away would stop a download that has not begun.
  document.body.append(frame);
}
