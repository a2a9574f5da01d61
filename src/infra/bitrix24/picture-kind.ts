import type { PictureType } from '#contract/transcripts.ts'

export type PictureKind = { readonly type: PictureType; readonly pixels: number }

/**
 * What the bytes themselves say they are; null for all that is not drawn here, SVG and whatever only calls itself a picture
 * included. The pixels tell what drawing it would cost: a small file can unfold to gigabytes.
 */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const startsWith = (text: string, at = 0): boolean => data.toString('latin1', at, at + text.length) === text
  if (startsWith('\x89PNG\r\n\x1a\n') && startsWith('IHDR', 12)) return sized('image/png', data, 24, () => [data.readUInt32BE(16), data.readUInt32BE(20)])
  if (startsWith('GIF87a') || startsWith('GIF89a')) return sized('image/gif', data, 10, () => [data.readUInt16LE(6), data.readUInt16LE(8)])
  if (startsWith('\xff\xd8\xff')) return jpeg(data)
  return startsWith('RIFF') && startsWith('WEBP', 8) ? sized('image/webp', data, 30, () => webpSize(data)) : null
}

function sized(type: PictureType, { length }: Buffer, needed: number, read: () => readonly [number, number] | null): PictureKind | null {
  const size = length < needed ? null : read()
  return size === null ? null : { type, pixels: size[0] * size[1] }
}

/** Segments of a marker, a length and data follow each other; one of them, before any pixel, tells the size. */
function jpeg(data: Buffer): PictureKind | null {
  for (let at = 2; at + 9 <= data.length && data[at] === 0xff;) {
    const marker = data[at + 1] ?? 0
    // Any number of these may stand before a marker.
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return { type: 'image/jpeg', pixels: data.readUInt16BE(at + 5) * data.readUInt16BE(at + 7) }
    else at += 2 + data.readUInt16BE(at + 2)
  }
  return null
}

/** C0 to CF, without the three that hold tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function webpSize(data: Buffer): readonly [number, number] | null {
  switch (data.toString('latin1', 12, 16)) {
    case 'VP8 ': return [data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff]
    case 'VP8L': {
      const bits = data.readUInt32LE(21)
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    }
    case 'VP8X': return [data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1]
    default: return null
  }
}
