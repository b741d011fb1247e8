/**
 * Reads hashes and salts that a query gives as hex. A buffer of its own for each blob costs several times what the text does,
 * and three million of them are read of a ledger of a million entries.
 *
 * @returns bytes that are good until the next call of the same reader.
 */
export function hexReader(): (hex: string) => Buffer {
  const kept = Buffer.alloc(usualBytes);
  return (hex) => {
    // Anything else was put there by somebody who took the table's checks away; nothing of it may be left out.
    if (hex.length !== usualBytes * 2) return Buffer.from(hex, 'hex');
    kept.write(hex, 'hex');
    return kept;
  };
}

const usualBytes = 32;
