import { err, ok, type Result } from '#contract/result.ts'
import { pictureTypes, type Picture } from '#contract/transcripts.ts'
import type { Log } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import type { PortalAccess } from './access.ts'
import { readAs, type Client } from './client.ts'
import type { Attempt } from './limiter.ts'
import { pictureKind } from './picture-kind.ts'
import { diskFileSchema } from './schemas.ts'
import type { FileReply, Transport } from './transport.ts'

const method = 'disk.file.get'
/** No method of the portal: the name under which the download itself is counted and logged. */
const download = 'disk.download'
const largestBytes = 10 * 1024 * 1024
/** What a window can hold once it is drawn: a quarter of a gigabyte. */
const largestPixels = 64_000_000

export type PicturesDeps = {
  readonly client: Client
  readonly transport: Transport
  readonly access: PortalAccess
  readonly log: Log
  readonly timeoutMs: number
}

/**
 * Pictures of conversations, from the portal alone. Its address of a file lets in whoever has it: it stays in here, and is
 * not in any error.
 */
export function createPictures({ client, transport, access, log, timeoutMs }: PicturesDeps): Pick<Portal, 'picture'> {
  async function fetchFile(address: string): Promise<Result<Picture>> {
    const fetched = await client.limiter.run<Picture>({
      priority: 'user', methods: [download], repeatable: true,
      send: async () => toAttempt(await transport.download({ address, accept: pictureTypes.join(', '), timeoutMs, maxBytes: largestBytes })),
    })
    if (!fetched.ok && fetched.error.code !== 'cancelled') log('portal.failed', { method: download, priority: 'user', code: fetched.error.code, detail: fetched.error.message })
    return fetched
  }

  return {
    async picture(fileId) {
      const sent = await client.call({ method, params: { id: fileId }, priority: 'user' })
      if (!sent.ok) return sent
      const file = readAs(diskFileSchema, sent.value.result, method)
      if (!file.ok) return file
      if (file.value.SIZE > largestBytes) return tooLarge
      const address = ownAddress(file.value.DOWNLOAD_URL, access.endpoint())
      return address === null ? err('portal-rejected', `${method}: the file is not at the portal's own address`) : await fetchFile(address)
    },
  }
}

const tooLarge: Result<never> = err('too-large', `${download}: larger than a picture that is shown here`)

/** Only where the sign-in itself goes: the same scheme, host and port. */
function ownAddress(text: string, endpoint: string): string | null {
  const url = URL.parse(text)
  return url === null || url.origin !== new URL(endpoint).origin || url.username !== '' || url.password !== '' ? null : url.href
}

function toAttempt(reply: FileReply): Attempt<Picture> {
  switch (reply.kind) {
    case 'file': return { kind: 'done', result: toPicture(reply.bytes), times: [] }
    case 'oversized': return { kind: 'done', result: tooLarge, times: [] }
    case 'closed': return { kind: 'done', result: err('cancelled', 'The portal client is closed'), times: [] }
    case 'unreachable': return { kind: 'passing', error: { code: 'portal-unreachable', message: `${download}: ${reply.message}` } }
    case 'status': return { kind: 'done', result: refusal(reply.status), times: [] }
  }
}

function toPicture(bytes: Uint8Array): Result<Picture> {
  const kind = pictureKind(bytes)
  if (kind === null) return err('not-a-picture', `${download}: none of the kinds that are shown here`)
  return kind.pixels > largestPixels ? tooLarge : ok({ type: kind.type, data: Buffer.from(bytes).toString('base64') })
}

function refusal(status: number): Result<never> {
  const code = status === 401 || status === 403 ? 'no-rights' : status === 404 ? 'not-found' : status >= 500 ? 'portal-unreachable' : 'portal-rejected'
  return err(code, `${download}: HTTP ${status}`)
}
