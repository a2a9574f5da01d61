import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { fileTokenStore } from '../testing/file-token-store.ts'
import { sendJson } from '../testing/scripted-server.ts'
import { signIn, startTokenPortal, type TokenPortal } from '../testing/token-portal.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-tokens-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Another process with the same account; its lines are read one by one. */
function startRenewing(folder: string, { application, first }: TokenPortal, failpoint = 'none') {
  const script = join(import.meta.dirname, '../testing/renew-once.ts')
  const child = spawn(process.execPath, [script, folder, JSON.stringify(application), JSON.stringify(first), failpoint], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const line = async (): Promise<string> => {
    const { value } = await lines.next()
    return String(value)
  }
  return {
    line,
    go: () => child.stdin.write('go\n'),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

test('two processes at expiry: one asks the server, the other takes what it stored', async () => {
  let release = () => {}
  const bothRenew = new Promise<void>(resolve => { release = resolve })
  const server = await startTokenPortal({
    // Held until the other process wants to renew as well.
    token: (_form, response, { issue }) => bothRenew.then(() => sendJson(response, 200, issue())),
  })
  const folder = newFolder()
  await fileTokenStore(folder).write(server.first)
  const children = [startRenewing(folder, server), startRenewing(folder, server)]
  expect(await Promise.all(children.map(({ line }) => line()))).toEqual(['ready', 'ready'])
  for (const { go } of children) go()
  expect(await Promise.all(children.map(({ line }) => line()))).toEqual(['renewing', 'renewing'])
  release()
  expect(await Promise.all(children.map(({ line }) => line()))).toEqual(['access-2', 'access-2'])
  expect(server.grants).toHaveLength(1)
  expect(await fileTokenStore(folder).read()).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' })
})

test('killed between the server\'s rotation and the disk: sign in again, without a loop and without a stale lock', async () => {
  const server = await startTokenPortal()
  const folder = newFolder()
  const store = fileTokenStore(folder)
  await store.write(server.first)
  const child = startRenewing(folder, server, 'hang')
  expect(await child.line()).toBe('ready')
  child.go()
  expect([await child.line(), await child.line()]).toEqual(['renewing', 'storing'])
  await child.kill()

  const { portal } = signIn(server, { store, tokens: server.first })
  for (let call = 0; call < 3; call += 1) {
    expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'sign-in-expired' } })
  }
  expect(server.grants).toHaveLength(2)
  expect(await store.read()).toEqual(server.first)
})
