import type { View } from '#contract/views.ts'

/** Own views as they are, and what was changed of built-in ones. */
export type StoredView = Omit<View, 'name' | 'filter'> & {
  /** Both null: a built-in view. */
  readonly name: View['name']
  readonly filter: View['filter'] | null
}

export type ViewStore = {
  /** In the order of the rail. What another version wrote and this one cannot read is kept and not listed. */
  readonly list: () => StoredView[]
  /** Keeps its place, or takes the last. */
  readonly put: (view: StoredView) => void
  readonly setOrder: (ids: readonly string[]) => void
  readonly remove: (id: string) => void
  /** One commit for several changes. */
  readonly together: <T>(work: () => T) => T
}
