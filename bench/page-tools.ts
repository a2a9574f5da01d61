import type { Page } from 'playwright'

export type Watched = {
  /** Milliseconds from one frame to the next. */
  readonly frames: readonly number[]
  /** Tasks of the page's main thread above 50 ms, in milliseconds: what is slow without them is not the page's doing. */
  readonly longTasks: readonly number[]
  /** How long each row was on screen without its dialog, in milliseconds, as far as any was. */
  readonly blanks: readonly number[]
}

declare global {
  /** Begins to wait for an input event of this type, and then until `holds` and that is painted. */
  var awaitPaint: (type: 'keydown' | 'click' | 'input', holds: () => boolean) => void
  /** How long that took, in milliseconds. Rejects after 10 s. */
  var paintTime: () => Promise<number>
  /** Rows inside the list's window whose dialogs are not here yet, by their place. */
  var blankRows: () => number[]
  var watchFrames: () => void
  var watchedFrames: () => Watched
}

/** For every page that this one becomes. */
export async function addPageTools(page: Page): Promise<void> {
  await page.addInitScript(addPaintTime)
  await page.addInitScript(addBlankRows)
  await page.addInitScript(addWatch)
}

// Each of these runs in the page, so it knows nothing from outside itself.

function addPaintTime(): void {
  const limitMs = 10_000

  function untilPainted(since: number, holds: () => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds()) {
          if (performance.now() - since > limitMs) reject(new Error('It did not come in 10 s'))
          else requestAnimationFrame(look)
          return
        }
        // A message is handled after the frame that is being made now.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - since)
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
  }

  globalThis.awaitPaint = (type, holds) => {
    const painted = new Promise<number>(resolve => {
      addEventListener(type, ({ timeStamp }) => resolve(untilPainted(timeStamp, holds)), { capture: true, once: true })
    })
    globalThis.paintTime = () => painted
  }
}

function addBlankRows(): void {
  globalThis.blankRows = () => {
    const grid = document.querySelector('[data-dialog-grid]')
    const blank = [...grid?.querySelectorAll('[role=row]:not([data-id]):not([aria-rowindex="1"])') ?? []]
    if (!grid || blank.length === 0) return []
    const { top, bottom } = grid.getBoundingClientRect()
    return blank.filter(row => {
      const at = row.getBoundingClientRect()
      return at.bottom > top && at.top < bottom
    }).map(row => Number(row.getAttribute('aria-rowindex')))
  }
}

function addWatch(): void {
  let frames: number[] = []
  let longTasks: number[] = []
  let blanks: number[] = []
  let since = new Map<number, number>()
  let running = false
  new PerformanceObserver(list => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })

  function look(previous: number, now: number): void {
    if (!running) return
    frames.push(now - previous)
    const blank = new Set(blankRows())
    for (const [row, at] of since) {
      if (blank.has(row)) continue
      blanks.push(now - at)
      since.delete(row)
    }
    for (const row of blank) if (!since.has(row)) since.set(row, now)
    requestAnimationFrame(next => look(now, next))
  }

  globalThis.watchFrames = () => {
    [frames, longTasks, blanks, since, running] = [[], [], [], new Map(), true]
    requestAnimationFrame(first => requestAnimationFrame(next => look(first, next)))
  }
  globalThis.watchedFrames = () => {
    running = false
    return { frames, longTasks, blanks: [...blanks, ...[...since.values()].map(at => performance.now() - at)] }
  }
}
