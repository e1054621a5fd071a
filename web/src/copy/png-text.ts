/** A PNG file with one more text field (`iTXt`), before its end. */
export async function withText(png: Blob, key: string, text: string): Promise<Blob> {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const encoder = new TextEncoder();
  // Key, then: not compressed, no language, no translated key.
  const body = Uint8Array.from([
    ...encoder.encode("iTXt"),
    ...encoder.encode(key),
    0,
    0,
    0,
    0,
    0,
    ...encoder.encode(text),
  ]);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  const end = bytes.length - END_LENGTH;
  return new Blob([bytes.slice(0, end), chunk, bytes.slice(end)], { type: "image/png" });
}

/** The last chunk of every PNG file: IEND, empty. */
const END_LENGTH = 12;

/** The check sum of PNG and gzip (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let k = 0; k < 8; k++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
