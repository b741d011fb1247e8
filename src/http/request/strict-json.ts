/**
 * JSON.parse takes the last of two equal keys in silence, so that two readers of one body can see two deductions. This
 * finds the first key that stands twice in one object of a text that JSON.parse has already accepted.
 */
export function duplicateKeyIn(text: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = keyOf(text, at, end);
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at = end;
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    at += 1;
  }
  return undefined;
}

/** Few keys hold an escape; without one the text is the key. */
function keyOf(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end - 1);
  return inside.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inside;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** In accepted JSON a string is a key exactly when a colon follows it. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at += 1;
  return text[at] === ':';
}

/**
 * Whether a text that JSON.parse has accepted holds half of a surrogate pair. In UTF-8 it can only be written as an
 * escape, so only escapes are looked at.
 */
export function loneSurrogateIn(text: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return false;
  let at = text.indexOf('"');
  while (at !== -1) {
    const end = endOfString(text, at);
    if (!(JSON.parse(text.slice(at, end)) as string).isWellFormed()) return true;
    at = text.indexOf('"', end);
  }
  return false;
}
