import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { PortalEvent } from './events.ts'
import type { TimeZone } from './time-zone.ts'

/** What the generated part of a portal depends on. `anchor` is epoch milliseconds. */
export type JournalHeader = { readonly seed: number; readonly sessions: number; readonly anchor: number; readonly timeZone: TimeZone }

export type Journal = {
  /** The file's own header where it had one, else the one passed in. */
  readonly header: JournalHeader
  /** Everything that happened in earlier runs, oldest first. */
  readonly events: readonly PortalEvent[]
  readonly append: (event: PortalEvent) => void
  readonly close: () => void
}

/** One JSON object a line, written at once: whatever the portal has told anybody survives its sudden end. */
export function openJournal(file: string, wanted: JournalHeader): Journal {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  // A line without its end was cut short by a crash. It is removed, or the next line would be glued to it.
  const whole = bytes.lastIndexOf(0x0a) + 1
  const [first, ...rest] = bytes.subarray(0, whole).toString('utf8').split('\n').filter((line) => line !== '')
  const header = first === undefined ? wanted : readHeader(first, file)
  const events = rest.map((line, at) => readEvent(line, file, at + 2))
  const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w')
  ftruncateSync(descriptor, whole)
  let end = whole

  function write(value: unknown): void {
    end += writeSync(descriptor, `${JSON.stringify(value)}\n`, end)
  }

  if (first === undefined) write(header)
  return { header, events, append: write, close: () => closeSync(descriptor) }
}

function readHeader(line: string, file: string): JournalHeader {
  const value = parse(line)
  if (typeof value !== 'object' || value === null) throw new Error(`${file} is not a journal of the demo portal`)
  const { seed, sessions, anchor, timeZone } = value as Record<string, unknown>
  if (typeof seed !== 'number' || typeof sessions !== 'number' || typeof anchor !== 'number' || (typeof timeZone !== 'number' && typeof timeZone !== 'string')) {
    throw new Error(`${file} is not a journal of the demo portal`)
  }
  return { seed, sessions, anchor, timeZone }
}

function readEvent(line: string, file: string, number: number): PortalEvent {
  const value = parse(line)
  if (typeof value !== 'object' || value === null || !('type' in value)) throw new Error(`${file}, line ${number}: not an event`)
  // Safe enough: only this module writes the file, and applying a wrong event throws.
  return value as PortalEvent
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
