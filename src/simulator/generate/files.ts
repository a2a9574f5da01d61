import { positionOfMessage, transcript } from './transcript.ts'
import type { Store } from '../store.ts'
import type { Message } from './transcript.ts'

/** Files have numbers of their own: nobody gets away with taking a message's for one. */
const FILE_IDS_BEHIND = 1_500_000

export type ChatFile = { readonly id: number; readonly name: string; readonly isPhoto: boolean; readonly bytes: number }

export function fileOf({ id: messageId, file }: Message): ChatFile | null {
  if (file === null) return null
  const isPhoto = file === 'photo'
  return { id: messageId - FILE_IDS_BEHIND, name: isPhoto ? `IMG_${messageId}.jpg` : `document_${messageId}.pdf`, isPhoto, bytes: 40_000 + ((messageId * 7919) % 900_000) }
}

export type SentFile = { readonly file: ChatFile; readonly message: Message; readonly index: number }

/** A file with the message it came by and that one's session; null = there is none. */
export function findFile(store: Store, fileId: number, anchor: number): SentFile | null {
  const index = store.find(store.id(positionOfMessage(fileId + FILE_IDS_BEHIND)))
  if (index === null) return null
  for (const message of transcript(store, index, anchor)) {
    const file = fileOf(message)
    if (file?.id === fileId) return { file, message, index }
  }
  return null
}
