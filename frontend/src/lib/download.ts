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
