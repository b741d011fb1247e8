/** What a cell of codes says: the codes in the order written, or why it cannot be told. */
export type CodesRead =
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  /** A part that is no sequence of known codes. */
  | { readonly kind: 'unknown'; readonly part: string }
  /** A part that can be split into known codes in more than one way. */
  | { readonly kind: 'unclear'; readonly part: string };

/**
 * Reads the codes of one cell as worksheets write them: full-width (１—１．), with any dash, several in a cell with or
 * without something between them (1-101-7 is 1-10 and 1-7). A run without separators is split only where exactly one
 * way of splitting gives known codes.
 */
export function readCodes(cell: string, known: ReadonlySet<string>): CodesRead {
  const codes: string[] = [];
  for (const part of partsOf(cell)) {
    const ways = splits(part, known);
    const [way, other] = ways;
    if (way === undefined) return { kind: 'unknown', part };
    if (other !== undefined) return { kind: 'unclear', part };
    for (const code of way) if (!codes.includes(code)) codes.push(code);
  }
  return { kind: 'codes', codes };
}

/** A code as it is compared: width, case, kind of dash and spaces around it do not matter. */
export function plainCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s*[-‐‑‒–—―−ー﹣─]+\s*/g, '-')
    .toUpperCase()
    .trim();
}

function partsOf(cell: string): string[] {
  return plainCode(cell)
    .split(/[\s,;、，；。/|+&和及与()（）【】[\]"“”']+/)
    .map((part) => part.replace(/[.:：]+$/, ''))
    .filter((part) => part !== '');
}

/** Every way to write the text as a sequence of known codes; at most two are needed to know that it is unclear. */
function splits(text: string, known: ReadonlySet<string>): string[][] {
  if (text.length > maxPartCharacters) return [];
  const from: string[][][] = Array.from({ length: text.length + 1 }, () => []);
  from[text.length] = [[]];
  for (let at = text.length - 1; at >= 0; at -= 1) {
    for (let end = at + 1; end <= text.length; end += 1) {
      const code = text.slice(at, end);
      if (!known.has(code)) continue;
      for (const rest of from[end] ?? []) from[at]?.push([code, ...rest]);
    }
    from[at] = (from[at] ?? []).slice(0, enoughWays);
  }
  return from[0] ?? [];
}

const enoughWays = 2;
/** About twenty codes without anything between them. */
const maxPartCharacters = 80;
