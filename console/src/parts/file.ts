/** Hands a file to whoever asked for it; it is made here and asks nothing of anybody. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), releaseAfterMs);
}

const releaseAfterMs = 60_000;
