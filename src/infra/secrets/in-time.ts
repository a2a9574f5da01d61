/** For a key store while nobody is there to answer its questions; and while somebody is. */
export const quietMs = 3_000
export const promptMs = 60_000

/** What `work` answers within `ms`, else `otherwise`: a key store may wait for somebody who has left, or for ever. */
export function inTime<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  return new Promise(resolve => {
    const late = setTimeout(resolve, ms, otherwise)
    work.then(value => { resolve(value) }, () => { resolve(otherwise) }).finally(() => { clearTimeout(late) })
  })
}
