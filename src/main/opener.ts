import type { WebContents } from 'electron'
import type { OpenRequest } from '#contract/app.ts'

export type OpenerDeps = {
  readonly showWindow: () => void
  readonly contents: () => WebContents | null
  readonly tell: (request: OpenRequest) => void
}

/** Brings the window to the front with what was asked for. A page that is still loading is told once it can hear it. */
export function createOpener({ showWindow, contents, tell }: OpenerDeps) {
  // A page listens before it asks its first question.
  let listening: WebContents | null = null
  let waiting: OpenRequest | null = null

  return {
    open(request: OpenRequest): void {
      showWindow()
      if (listening !== null && listening === contents()) tell(request)
      else waiting = request
    },
    /** This page has asked something. */
    heard(page: WebContents): void {
      listening = page
      const request = waiting
      waiting = null
      if (request !== null) tell(request)
    },
  }
}
