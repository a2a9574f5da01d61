import { crc32, deflateSync } from 'node:zlib'
import type { ChatFile } from './files.ts'

export const PHOTO_WIDTH = 960
export const PHOTO_HEIGHT = 1280

/** Wall, box, tape, floor. */
const palettes = [
  [0xe8e2d6, 0xb98b5a, 0xe9d3a4, 0x8d8478],
  [0xd7e3ea, 0xa97f4f, 0xd9c091, 0x6f7d86],
  [0xe3ead9, 0x9c7148, 0xf0deb4, 0x7b8a6c],
] as const
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Length, name and checksum around the data of a chunk. */
const CHUNK_FRAME = 12
const FLOOR_Y = 900

/** What a download of the file gives, as long as the portal says it is. A photo is a PNG, whatever it is called: channels rename what they pass on. */
export function contentOf(file: ChatFile): Buffer {
  if (!file.isPhoto) return Buffer.from('%PDF-1.4\n'.padEnd(file.bytes, '%'))
  const palette = palettes[file.id % palettes.length] ?? palettes[0]
  const image = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header()),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(pixels(), { level: 1 })),
  ])
  const end = chunk('IEND', Buffer.alloc(0))
  // What cameras leave in a file beside the picture: a private chunk that nobody has to read.
  return Buffer.concat([image, chunk('caMr', Buffer.alloc(file.bytes - image.length - end.length - CHUNK_FRAME)), end])
}

function header(): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(PHOTO_WIDTH, 0)
  data.writeUInt32BE(PHOTO_HEIGHT, 4)
  // Eight bits a pixel, each a number in the palette.
  data.writeUInt8(8, 8)
  data.writeUInt8(3, 9)
  return data
}

/** A parcel on the floor, line by line, each after the number of its filter. */
function pixels(): Buffer {
  const stride = PHOTO_WIDTH + 1
  const data = Buffer.alloc(stride * PHOTO_HEIGHT)
  data.fill(3, stride * FLOOR_Y)
  for (let y = 420; y < 1020; y += 1) {
    data.fill(1, y * stride + 181, y * stride + 781)
    data.fill(2, y * stride + 441, y * stride + 521)
  }
  for (let y = 0; y < PHOTO_HEIGHT; y += 1) data[y * stride] = 0
  return data
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
