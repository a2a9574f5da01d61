import { ipcMain, type WebContents } from 'electron'
import { err } from '#contract/result.ts'
import type { Engine, EngineListener } from '#engine/engine-api.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../preload/channels.ts'
import { isPageAddress } from './app-url.ts'

type Frame = { readonly url: string; readonly parent: unknown }

/** Every question of the page comes through here. A refusal is an answer: a dropped call would look like a slow one. */
export function serveIpc(dispatch: Engine['dispatch'], page: string, onAsked: (page: WebContents) => void): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, payload: unknown) => {
    if (!isOurFrame(event.senderFrame, page)) return err('forbidden', 'This page may not ask')
    if (typeof name !== 'string') return err('invalid-input', 'The name of a method is expected')
    onAsked(event.sender)
    return dispatch(name, payload)
  })
}

/** Null: the frame has gone by now. A frame inside the page is never ours. */
export function isOurFrame(frame: Frame | null, page: string): boolean {
  return frame !== null && frame.parent === null && isPageAddress(frame.url, page)
}

/** Passes the engine's events on to the page, if there is one. */
export function eventSender(contents: () => WebContents | null): EngineListener {
  return (event, payload) => contents()?.send(EVENT_CHANNEL, event, payload)
}
