import { nest } from './php.ts'

/** The fields of a multipart form; files are nothing this portal takes. */
export function parseMultipart(contentType: string, body: string): Record<string, unknown> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return {}
  const pairs = body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [head = '', ...rest] = part.split('\r\n\r\n')
    const [, name] = /\bname="([^"]*)"/i.exec(head) ?? []
    if (name === undefined || /\bfilename="/i.test(head)) return []
    return [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]]
  })
  return nest(pairs)
}
