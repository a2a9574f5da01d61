import type { Department, Directory, Line, Operator } from '#contract/directory.ts'

export type DirectoryStore = {
  readonly read: () => Omit<Directory, 'sources'>
  /** Replaces what is known; people and lines that the portal no longer lists keep their names for old sessions. */
  readonly replace: (directory: {
    readonly operators: readonly Operator[]
    /** `crm`: whether dialogs of the line become CRM records. */
    readonly lines: readonly (Line & { readonly crm?: boolean | null })[]
    readonly departments: readonly Department[]
  }) => void
  /** Names of active lines that keep no CRM records. */
  readonly linesWithoutCrm: () => string[]
}
