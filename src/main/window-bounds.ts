export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type WindowState = Box & { readonly maximized: boolean }

export const DEFAULT_SIZE = { width: 1360, height: 860 } as const
export const LEAST_SIZE = { width: 960, height: 600 } as const

/** So much of the window has to be on a screen that it can be seen and dragged. */
const VISIBLE = { width: 120, height: 40 } as const

/** Where to open the window: where it was, unless that screen is gone; else without a place, which means the centre. */
export function openingBounds(saved: unknown, screens: readonly Box[]): Partial<Box> & { width: number; height: number } {
  if (!isBox(saved)) return DEFAULT_SIZE
  const width = Math.max(Math.round(saved.width), LEAST_SIZE.width)
  const height = Math.max(Math.round(saved.height), LEAST_SIZE.height)
  const place = { x: Math.round(saved.x), y: Math.round(saved.y), width, height }
  return screens.some(screen => isReachable(place, screen)) ? place : DEFAULT_SIZE
}

export function wasMaximized(saved: unknown): boolean {
  return isBox(saved) && 'maximized' in saved && saved.maximized === true
}

function isReachable(box: Box, screen: Box): boolean {
  const width = Math.min(box.x + box.width, screen.x + screen.width) - Math.max(box.x, screen.x)
  const height = Math.min(box.y + box.height, screen.y + screen.height) - Math.max(box.y, screen.y)
  // The title bar has to be on the screen, not just some lower part.
  return width >= VISIBLE.width && height >= VISIBLE.height && box.y >= screen.y - VISIBLE.height / 2
}

function isBox(value: unknown): value is Box {
  if (typeof value !== 'object' || value === null) return false
  return ['x', 'y', 'width', 'height'].every(key => Number.isFinite((value as Record<string, unknown>)[key]))
}
