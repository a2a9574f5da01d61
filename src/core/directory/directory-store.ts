import type { Department, Directory, Line, Operator } from '#contract/directory.ts'

export type DirectoryStore = {
  readonly read: () => Omit<Directory, 'sources'>
  /** Replaces what is known; people and lines that the portal no longer lists keep their names for old sessions. */
  readonly replace: (directory: {
    readonly operators: readonly Operator[]
    readonly lines: readonly Line[]
    readonly departments: readonly Department[]
  }) => void
}
