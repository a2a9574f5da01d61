import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import type { Disk, Told } from './testing/full-disk.ts'
import { startPortalThread, type PortalThread } from './testing/portal-thread.ts'

const megabytes = 16
/** In a namespace of its own, where it needs no rights on most systems; it ends with the process. */
const onSmallDisk = ['-rm', 'sh', '-c', `mount -t tmpfs -o size=${megabytes}m none "$0" && exec "$@"`]
/** Not every system, and few containers, let a process have its own file systems; a limit to the size of files is had everywhere. */
const disks: readonly Disk[] = spawnSync('unshare', [...onSmallDisk, tmpdir(), 'true']).status === 0 ? ['limit', 'tmpfs'] : ['limit']

async function rateOn(disk: Disk, { webhook, controlUrl }: PortalThread): Promise<Told> {
  const profile = mkdtempSync(join(tmpdir(), 'linewatch-full-'))
  onTestFinished(() => { rmSync(profile, { recursive: true }) })
  const command = [process.execPath, join(import.meta.dirname, 'testing/full-disk.ts'), disk, profile, webhook, controlUrl]
  const [file = '', ...args] = disk === 'tmpfs' ? ['unshare', ...onSmallDisk, profile, ...command] : command
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => { child.kill('SIGKILL') })
  const [told, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(code).toBe(0)
  return JSON.parse(told) as Told // Its own words.
}

test.each(disks)('on a full disk (%s) a rating is saved whole or refused whole, and arrives once there is room', async disk => {
  const portal = await startPortalThread({ sessions: 200, seed: 5 })
  onTestFinished(async () => { await portal.close() })
  const { answers, whileFull, atTheEnd, restored } = await rateOn(disk, portal)
  const refused = whileFull.filter(({ id }) => answers[id] !== null)
  expect([refused.length > 0, refused.length < whileFull.length]).toEqual([true, true])
  for (const { id } of refused) expect(answers[id]).toMatch(/^ratings.submit: disk: SQLITE_(FULL|IOERR)/)
  expect(refused).toEqual(refused.map(({ id }) => ({ id, journal: [], isUnsent: false, shown: null, hasDraft: true })))
  for (const { id, journal, hasDraft } of whileFull.filter(standing => !refused.includes(standing))) {
    expect([id, journal[0], hasDraft]).toEqual([id, 'saved', false])
  }
  expect(restored).toBe(null)
  expect(atTheEnd.map(({ id, journal, ...standing }) => ({ id, ...standing, ended: journal.at(-1) })))
    .toEqual(atTheEnd.map(({ id }) => ({ id, ended: 'confirmed', isUnsent: false, shown: 4, hasDraft: false })))
  const eachOnce = Object.fromEntries(atTheEnd.map(({ id }) => [id, 1]))
  const { writes, notifications } = await portal.control.stats()
  expect({ writes, notifications }).toEqual({ writes: eachOnce, notifications: eachOnce })
}, 120_000)
