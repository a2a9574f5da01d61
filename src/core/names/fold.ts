/** The form of a name that search and order use: lower case, ё as е, single spaces. */
export function fold(name: string): string {
  return name.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
}
