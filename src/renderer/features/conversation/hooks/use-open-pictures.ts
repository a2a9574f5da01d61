import { useMemo, useState } from 'react'

/** CSS pixels, before it is made to fit. */
export type PictureSize = { readonly width: number; readonly height: number }

export type OpenPictures = {
  readonly isOpen: (messageId: number, index: number) => boolean
  readonly toggle: (messageId: number, index: number) => void
  /** Known once the picture was on screen: scrolled back to, it takes its place at once and nothing moves. */
  readonly sizeOf: (messageId: number, index: number) => PictureSize | null
  readonly sized: (messageId: number, index: number, size: PictureSize) => void
}

/** The pictures that the reader has opened. They stay so wherever the conversation is scrolled to. */
export function useOpenPictures(): OpenPictures {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [sizes] = useState(() => new Map<string, PictureSize>())
  return useMemo(() => ({
    isOpen: (messageId, index) => open.has(keyOf(messageId, index)),
    toggle(messageId, index) {
      const key = keyOf(messageId, index)
      setOpen(before => (before.has(key) ? new Set([...before].filter(other => other !== key)) : new Set([...before, key])))
    },
    sizeOf: (messageId, index) => sizes.get(keyOf(messageId, index)) ?? null,
    sized: (messageId, index, size) => void sizes.set(keyOf(messageId, index), size),
  }), [open, sizes])
}

function keyOf(messageId: number, index: number): string {
  return `${messageId}:${index}`
}
