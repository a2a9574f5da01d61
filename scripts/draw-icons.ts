import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { testBrowser } from './find-browser.ts'
import { root } from './project.ts'

// Draws the pictures of resources/ from its SVG files; run it after a change to one: node scripts/draw-icons.ts

const pictures = [
  ...[16, 32, 256, 512].map(size => ({ from: 'icon.svg', to: `icon-${size}.png`, size })),
  { from: 'icon.svg', to: 'tray.png', size: 24 },
  { from: 'icon.svg', to: 'tray@2x.png', size: 48 },
  // macOS recolours what ends in "Template" to suit the menu bar.
  { from: 'tray-template.svg', to: 'trayTemplate.png', size: 16 },
  { from: 'tray-template.svg', to: 'trayTemplate@2x.png', size: 32 },
  { from: 'badge.svg', to: 'badge.png', size: 16 },
] as const

const executablePath = testBrowser()
const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
const page = await browser.newPage()

async function draw(from: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  const svg = readFileSync(join(root, 'resources', from), 'utf8').replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)
  await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`)
  return page.screenshot({ omitBackground: true })
}

for (const { from, to, size } of pictures) writeFileSync(join(root, 'resources', to), await draw(from, size))
const icons = []
for (const size of [16, 32, 48, 256]) icons.push({ size, png: await draw('icon.svg', size) })
writeFileSync(join(root, 'resources', 'icon.ico'), windowsIcon(icons))
await browser.close()

/** A Windows icon file is a small table followed by PNG files. */
function windowsIcon(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index
    head.writeUInt8(size % 256, entry) // 0 stands for 256
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}
