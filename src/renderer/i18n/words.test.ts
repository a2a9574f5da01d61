import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '#contract/result.ts'
import { en } from './en.ts'
import { errorWords } from './error-words.ts'
import { ru } from './ru.ts'

type Tree = { readonly [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : leaves(value, `${path}${key}.`))
}

const singular = (key: string) => key.replace(/_(one|few|many|other)$/, '')
const keys = (tree: Tree) => [...new Set(leaves(tree).map(singular))].sort()
const pluralForms = (tree: Tree, base: string) => leaves(tree).filter(key => key !== base && singular(key) === base).length

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true }).map(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'en' || entry.name === 'ru' ? '' : sources(path)
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : ''
  }).join('\n')
}

test('English and Russian have the same keys', () => {
  expect(keys(ru)).toEqual(keys(en))
})

test('every English plural has all Russian forms', () => {
  const plurals = [...new Set(leaves(en).filter(key => key !== singular(key)).map(singular))]
  expect(plurals.map(key => [key, pluralForms(en, key), pluralForms(ru, key)])).toEqual(plurals.map(key => [key, 2, 4]))
})

test('both languages fill in the same values', () => {
  const values = (tree: Tree) => new Map(leaves(tree).map(key => [key, fields(tree, key)]))
  const russian = values(ru)
  for (const [key, names] of values(en)) expect([key, russian.get(key)]).toEqual([key, names])
})

test('no key is unused', () => {
  const code = sources(join(import.meta.dirname, '..'))
  // Keys put together at run time name their group in a template: t(`column.${id}`), t(`rating.anchor${n}`).
  const unused = keys(en).filter(key => !code.includes(`'${key}'`) && !prefixes(key).some(prefix => code.includes('`' + prefix + '${')))
  expect(unused).toEqual([])
})

test('every error code says what is so and what can be done, in both languages', () => {
  for (const code of errorCodes) {
    for (const words of [errorWords[code].en, errorWords[code].ru]) expect([code, words.what !== '' && words.next !== '']).toEqual([code, true])
  }
  const texts = errorCodes.map(code => errorWords[code].en.what)
  expect(new Set(texts).size).toBe(texts.length)
})

function fields(tree: Tree, key: string): string[] {
  const text = key.split('.').reduce<string | Tree | undefined>((node, part) => typeof node === 'object' ? node[part] : node, tree)
  return [...String(text).matchAll(/\{\{(\w+)/g)].map(match => match[1] ?? '').sort()
}

/** `rating.anchor1` → `rating.anchor`, `rating.`, `rating.a`…: whatever a template could begin with. */
function prefixes(key: string): string[] {
  const start = key.indexOf('.') + 1
  return Array.from({ length: key.length - start }, (_, length) => key.slice(0, start + length))
}
