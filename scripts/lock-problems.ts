type Entry = {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/**
 * What would break `npm ci` somewhere else. npm leaves out of the lock what its registry did not have at that moment,
 * without a word, and refuses the lock later on a machine where it matters; and a lock that names a host works only there.
 */
export function lockProblems(packages: Readonly<Record<string, Entry>>): readonly string[] {
  const problems: string[] = []
  for (const [place, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined) problems.push(`${place} names the host it came from`)
    if (place !== '' && !entry.link && entry.integrity === undefined) problems.push(`${place} has no integrity`)
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isThere(packages, place, name)) problems.push(`${place || 'package.json'} wants ${name}, which is not in the lock`)
    }
  }
  return problems
}

/** A package may be nested in the one that wants it, or in any folder above. */
function isThere(packages: Readonly<Record<string, unknown>>, place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true
    if (folder === '') return false
  }
}
