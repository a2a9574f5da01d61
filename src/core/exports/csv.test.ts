import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, textCell } from './csv.ts'

/** A plain RFC 4180 reader for one line, written apart from the writer. */
function parseLine(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  const body = line.slice(0, -2)
  for (let i = 0; i < body.length; i++) {
    const char = body[i] ?? ''
    if (quoted) {
      if (char === '"' && body[i + 1] === '"') { cell += '"'; i++ } else if (char === '"') quoted = false
      else cell += char
    } else if (char === '"') quoted = true
    else if (char === separator) { cells.push(cell); cell = '' } else cell += char
  }
  return [...cells, cell]
}

test('every text comes back as it was, or behind one apostrophe', () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.constantFrom('=1+1', ' =A1', '"=x', '@SUM(A1)', '-5', '+7 900', '\t=', '＝1', 'a;b', 'a"b', 'a\r\nb', 'Ёж')), { minLength: 1 })
  fc.assert(fc.property(texts, fc.constantFrom(',' as const, ';' as const), (values, separator) => {
    const line = csvLine(values.map(textCell), { separator })
    expect(line.endsWith('\r\n')).toBe(true)
    parseLine(line, separator).forEach((cell, i) => { expect([values[i], `'${values[i] ?? ''}`]).toContain(cell) })
  }))
})

test.each(['=cmd()', '+1', '-1', '@x', '\tx', '\r=x', '  =x', '"=x"', '＝1', '＋1', '－1', '＠x'])('%j does not run in a spreadsheet', text => {
  expect(textCell(text).startsWith(`"'`)).toBe(true)
})

test.each(['Anna', 'a=b', '5-7', 'e@mail.ru'])('%j stays as it is', text => {
  expect(textCell(text)).toBe(`"${text}"`)
})
