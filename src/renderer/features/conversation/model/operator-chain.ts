import type { Message } from '#contract/transcripts.ts'

/** Who of the staff spoke, in order, each hand-over once; the one who has the dialog now comes last. */
export function operatorChain(messages: readonly Message[], current: string | null): string[] {
  const spoke = messages.filter(({ authorKind, authorName }) => authorKind === 'operator' && authorName.trim() !== '').map(({ authorName }) => authorName)
  const chain = [...spoke, ...(current === null ? [] : [current])]
  return chain.filter((name, index) => name !== chain[index - 1])
}
