import type { LineKind } from '../types.ts'

export type FileKind = 'photo' | 'document'

/** One turn of a script: who speaks and the ways to say it; `{order}`-like marks are filled per dialog. */
export type Turn = {
  readonly by: 'client' | 'operator'
  readonly texts: readonly string[]
  /** Chance that the turn happens at all; 1 unless told. */
  readonly chance: number
  readonly file: FileKind | null
}

export type Scenario = {
  readonly topic: string
  readonly kinds: readonly LineKind[]
  readonly turns: readonly Turn[]
}

/** The client says one of the texts. */
export function c(...texts: readonly string[]): Turn {
  return { by: 'client', texts, chance: 1, file: null }
}

/** The operator says one of the texts. */
export function o(...texts: readonly string[]): Turn {
  return { by: 'operator', texts, chance: 1, file: null }
}

/** A turn that only some dialogs have. */
export function maybe(turn: Turn, chance = 0.5): Turn {
  return { ...turn, chance }
}

/** A turn sent together with a file. */
export function withFile(turn: Turn, file: FileKind): Turn {
  return { ...turn, file }
}
