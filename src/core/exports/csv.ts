/** How a table becomes CSV text. */
export type CsvFormat = { readonly separator: ',' | ';' }

/** Excel reads UTF-8 only behind this mark. */
export const byteOrderMark = '\uFEFF'
const lineEnd = '\r\n'

// A spreadsheet runs a cell that begins like this; full-width forms are folded by some before they look.
const formulaStart = /^[\s"']*[=+\-@\t\r\n\0＝＋－＠]/

/** Text from people: a leading apostrophe keeps a spreadsheet from running it. */
export function textCell(value: string): string {
  return quote(formulaStart.test(value) ? `'${value}` : value)
}

/** Values made here (numbers, dates) are never guarded: a guard would turn them into text. */
export function plainCell(value: string | number): string {
  return String(value)
}


function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`
}

export function csvLine(cells: readonly string[], { separator }: CsvFormat): string {
  return cells.join(separator) + lineEnd
}
