import { app, standIn } from './electron.ts'
import type { FetchReply, FromMain, Look, Request, ToMain } from './messages.ts'

// Runs inside the main process under test and does there what the user, the page and the system would do.

function send(message: FromMain): void {
  process.send?.(message)
}

standIn.send = (channel, ...args) => send({ kind: 'event', channel, args })
app.on('stand-in-exit', (code: number) => process.exit(code))

process.on('message', ({ id, request }: ToMain) => {
  void Promise.resolve(answer(request)).then(value => send({ kind: 'reply', id, value: value ?? null }))
})

function answer(request: Request): unknown {
  switch (request.kind) {
    case 'fetch': return load(request.url, request.method)
    case 'invoke': {
      const { url, isTop } = request.frame
      return standIn.handlers.get(request.channel)?.({ sender: standIn.windows.at(-1)?.webContents, senderFrame: { url, parent: isTop ? null : {} } }, ...request.args)
    }
    case 'look': return look()
    case 'clickNotification': return standIn.notifications[request.index]?.emit('click')
    case 'chooseInTray': return standIn.trays.at(-1)?.menu.find(({ label }) => label === request.label)?.click?.()
    case 'closeWindow': return standIn.windows.at(-1)?.close()
    case 'secondInstance': return app.emit('second-instance', {}, request.argv)
    case 'quit': return app.quit()
  }
}

async function load(url: string, method: string): Promise<FetchReply> {
  const response = await standIn.protocols.get('app')?.({ url, method })
  if (!response) return { status: 503, headers: {}, body: '' }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}

function look(): Look {
  const tray = standIn.trays.at(-1)
  return {
    log: standIn.log,
    errors: standIn.errors,
    windows: standIn.windows.map(({ url, visible, options }) => ({ url, visible, preferences: options.webPreferences })),
    notifications: standIn.notifications.map(({ options }) => options),
    tray: tray ? { tooltip: tray.tooltip, labels: tray.menu.flatMap(({ label }) => label ?? []) } : null,
    badge: standIn.badge,
  }
}
