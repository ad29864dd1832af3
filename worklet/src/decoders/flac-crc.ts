// The two checksums of FLAC's frames. Source: RFC 9639, sections 9.1.8 and 9.3.
// Thread: any.

const kTable8 = makeTable(0x07, 8);
const kTable16 = makeTable(0x8005, 16);

function makeTable(polynomial: number, bits: number): Uint16Array {
  const top = 1 << (bits - 1);
  const mask = bits === 16 ? 0xffff : 0xff;
  return Uint16Array.from({ length: 256 }, (_, index) => {
    let value = index << (bits - 8);
    for (let bit = 0; bit < 8; ++bit) {
      value = value & top ? ((value << 1) ^ polynomial) & mask : (value << 1) & mask;
    }
    return value;
  });
}

/** Of `bytes[start…end)`. */
export function crc8(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; ++i) value = kTable8[value ^ bytes[i]!]!;
  return value;
}

/** Of `bytes[start…end)`. */
export function crc16(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; ++i) {
    value = ((value << 8) & 0xffff) ^ kTable16[(value >>> 8) ^ bytes[i]!]!;
  }
  return value;
}
