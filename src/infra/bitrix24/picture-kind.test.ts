import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureKind } from './picture-kind.ts'

const bytes = (...parts: readonly (string | readonly number[])[]) => Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const zeros = (count: number): number[] => Array<number>(count).fill(0)

const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 3, 0xc0, 0, 0, 5, 0], [8, 3, 0, 0, 0])
const gif = bytes('GIF89a', [0x20, 0x03, 0x58, 0x02], zeros(4))
const jpeg = bytes([0xff, 0xd8], [0xff, 0xe0, 0, 4, 1, 2], [0xff, 0xc4, 0, 3, 9], [0xff, 0xff, 0xff, 0xc2, 0, 17, 8, 0x02, 0x58, 0x03, 0x20], zeros(12))
const webp = (chunk: string, rest: readonly number[]) => bytes('RIFF', zeros(4), 'WEBP', chunk, zeros(4), rest)

test.each([
  ['PNG', png, 'image/png', 960 * 1280],
  ['GIF', gif, 'image/gif', 800 * 600],
  ['JPEG, its size behind tables and fill bytes', jpeg, 'image/jpeg', 800 * 600],
  ['lossy WebP', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x43, 0x58, 0x42]), 'image/webp', 800 * 600],
  ['lossless WebP', webp('VP8L', [0x2f, 0x1f, 0xc3, 0x95, 0, ...zeros(5)]), 'image/webp', 800 * 600],
  ['extended WebP', webp('VP8X', [0, 0, 0, 0, 0x1f, 0x03, 0, 0x57, 0x02, 0]), 'image/webp', 800 * 600],
])('%s is known by its bytes', (_name, data, type, pixels) => {
  expect(pictureKind(data)).toEqual({ type, pixels })
})

test.each([
  ['nothing', ''],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['SVG with a declaration', '<?xml version="1.0"?><svg/>'],
  ['a page', '<!doctype html><img src=x onerror=alert(1)>'],
  ['a PNG without its header', '\x89PNG\r\n\x1a\n' + ' '.repeat(40)],
  ['a PNG cut short', png.subarray(0, 20).toString('latin1')],
  ['a JPEG without a size', '\xff\xd8\xff\xda\x00\x08' + ' '.repeat(40)],
  ['a sound', 'RIFF....WAVEfmt ' + ' '.repeat(40)],
  ['a bitmap', 'BM' + ' '.repeat(60)],
  ['a PDF', '%PDF-1.4' + ' '.repeat(60)],
])('%s is no picture', (_name, text) => {
  expect(pictureKind(bytes(text))).toBeNull()
})

test('any bytes behind any beginning give an answer', () => {
  const beginnings = [png, gif, jpeg, webp('VP8 ', []), webp('VP8L', []), webp('VP8X', []), bytes([0xff, 0xd8, 0xff])]
  fc.assert(fc.property(fc.constantFrom(...beginnings), fc.nat(40), fc.uint8Array({ maxLength: 200 }), (beginning, kept, rest) => {
    const kind = pictureKind(Buffer.concat([beginning.subarray(0, kept), rest]))
    return kind === null || kind.pixels >= 0
  }))
})
