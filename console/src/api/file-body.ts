/**
 * A chosen file as a request sends it: byte for byte, as the kind that its name tells.
 *
 * @param headers - sent beside it.
 */
export function fileBody(file: File, headers: Readonly<Record<string, string>> = {}) {
  return {
    // The types know a file as the text that it may be.
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as BodyInit,
    headers: { ...headers, 'content-type': file.name.endsWith('.xlsx') ? xlsx : 'text/csv' },
  };
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
