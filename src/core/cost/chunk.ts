/**
 * Packs integer columns into bytes for storage: per column its width in bytes, then one plane per byte of the value
 * (all lowest bytes, all next bytes, …). High planes are nearly constant, which is what a compressor wants. The same
 * bytes serve every database.
 *
 * Layout: magic `RXC1`, rows u32, columns u16, widths u8 × columns, planes. Little-endian.
 *
 * @param columns non-negative integers below 2^53, at least `rows` of them each.
 */
export function packColumns(columns: readonly Float64Array[], rows: number): Uint8Array {
  const widths = columns.map((values) => widthOf(values, rows));
  const header = headerBytes + columns.length;
  const packed = new Uint8Array(header + rows * widths.reduce((sum, width) => sum + width, 0));
  const view = new DataView(packed.buffer);
  packed.set(magic);
  view.setUint32(4, rows, true);
  view.setUint16(8, columns.length, true);
  packed.set(widths, headerBytes);
  let at = header;
  for (const [column, values] of columns.entries()) {
    const width = widths[column] as number;
    for (let row = 0; row < rows; row += 1) {
      const value = values[row] as number;
      const low = value >>> 0;
      packed[at + row] = low;
      if (width === 1) continue;
      packed[at + rows + row] = low >>> 8;
      if (width === 2) continue;
      packed[at + 2 * rows + row] = low >>> 16;
      packed[at + 3 * rows + row] = low >>> 24;
      if (width === 4) continue;
      const high = Math.floor(value / 2 ** 32);
      packed[at + 4 * rows + row] = high;
      packed[at + 5 * rows + row] = high >>> 8;
      packed[at + 6 * rows + row] = high >>> 16;
    }
    at += width * rows;
  }
  return packed;
}

/** The inverse of `packColumns`. @throws Error when the bytes are not such a chunk or end early. */
export function unpackColumns(packed: Uint8Array): { readonly columns: Float64Array[]; readonly rows: number } {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < headerBytes || magic.some((byte, at) => packed[at] !== byte))
    throw new Error('not a column chunk');
  const rows = view.getUint32(4, true);
  const count = view.getUint16(8, true);
  const widths = [...packed.subarray(headerBytes, headerBytes + count)];
  let at = headerBytes + count;
  if (packed.length !== at + rows * widths.reduce((sum, width) => sum + width, 0)) {
    throw new Error('a column chunk of the wrong length');
  }
  const columns = widths.map((width) => {
    const values = new Float64Array(rows);
    for (let plane = 0; plane < width; plane += 1) {
      const factor = 2 ** (8 * plane);
      for (let row = 0; row < rows; row += 1) {
        values[row] = (values[row] as number) + (packed[at + plane * rows + row] as number) * factor;
      }
    }
    at += width * rows;
    return values;
  });
  return { columns, rows };
}

/** Rows of one chunk: large enough to compress well, small enough to be one short transaction. */
export const chunkRows = 8_192;

const magic = [0x52, 0x58, 0x43, 0x31];
const headerBytes = 10;

function widthOf(values: Float64Array, rows: number): number {
  let largest = 0;
  for (let row = 0; row < rows; row += 1) if ((values[row] as number) > largest) largest = values[row] as number;
  if (largest < 2 ** 8) return 1;
  if (largest < 2 ** 16) return 2;
  return largest < 2 ** 32 ? 4 : 7;
}
