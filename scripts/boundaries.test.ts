import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './project.ts'

/** The dependency rule of docs/architecture.md. `*` at the end stands for anything below; a folder may import itself. */
const table: Readonly<Record<string, readonly string[]>> = {
  contract: ['zod'],
  core: ['contract/*'],
  infra: ['core/*', 'contract/*', 'node:*', 'zod', 'better-sqlite3-multiple-ciphers', 'dbus-native', '@napi-rs/keyring'],
  engine: ['infra/*', 'core/*', 'contract/*', 'node:*', 'zod'],
  main: ['engine/*', 'infra/*', 'core/ports.ts', 'contract/*', 'preload/channels.ts', 'node:*', 'electron', 'electron-store'],
  preload: ['contract/names.ts', 'electron'],
  'browser-host': ['engine/*', 'infra/*', 'core/ports.ts', 'contract/*', 'node:*'],
  cli: ['engine/*', 'infra/*', 'core/ports.ts', 'contract/*', 'node:*'],
  renderer: ['contract/*', 'react', 'react/*', 'react-dom', 'react-dom/*', '@mantine/*', '@tanstack/*', 'recharts', 'i18next', 'react-i18next', 'dayjs', 'dayjs/*', 'zod'],
  simulator: ['node:*'],
}

const src = join(root, 'src')
const zones = readdirSync(src, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name)

/** Test files, and what is in a folder `testing`, may bring their own tools and other zones' fakes; what ships may not. */
function shippedFiles(zone: string): readonly string[] {
  return readdirSync(join(src, zone), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|tsx|mts)$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.split(sep).includes('testing'))
    .map(name => join(src, zone, name))
}

const importLine = /^\s*(?:import|export)\b[^'"`;=(]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/gm

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(importLine)].map(([, from, bare, called]) => from ?? bare ?? called ?? '')
}

/** `#core/x.ts` and `../core/x.ts` are the same; a package stays as it is. */
function target(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? relative(src, resolve(dirname(file), specifier)).split(sep).join('/') : specifier
}

function isAllowed(zone: string, to: string): boolean {
  if (to.startsWith(`${zone}/`)) return true
  return (table[zone] ?? []).some(rule => (rule.endsWith('*') ? to.startsWith(rule.slice(0, -1)) : to === rule))
}

test('the table knows every folder of src', () => {
  expect(zones.filter(zone => !Object.hasOwn(table, zone))).toEqual([])
})

describe.each(zones)('%s', zone => {
  test('imports only what the rule allows', () => {
    const wrong = shippedFiles(zone).flatMap(file => importsOf(readFileSync(file, 'utf8'))
      .map(specifier => target(file, specifier))
      .filter(to => !isAllowed(zone, to) && !/\.(css|svg|png|json)$/.test(to))
      .map(to => `${relative(root, file)} imports ${to}`))
    expect(wrong).toEqual([])
  })
})

test('imports are seen in every form', () => {
  expect(importsOf([
    "import a from 'a'", "import { b,\n  c } from 'b'", "import type { D } from 'd'", "export { e } from 'e'", "export * from 'f'", "import 'g'",
    "const h = await import('h')", "const i = require('i')", "const text = 'from nowhere'", "// import from 'comment'", "export const k = 1\n/** not from 'comment' */",
  ].join('\n'))).toEqual(['a', 'b', 'd', 'e', 'f', 'g', 'h', 'i'])
})

test('an import that breaks the rule is told', () => {
  const file = join(src, 'core', 'sessions', 'x.ts')
  const told = ['../../infra/db.ts', '#infra/db.ts', 'node:fs', 'electron', '../../contract/x.ts', './y.ts', '../ports.ts']
    .filter(specifier => !isAllowed('core', target(file, specifier)))
  expect(told).toEqual(['../../infra/db.ts', '#infra/db.ts', 'node:fs', 'electron'])
})

test('only main and preload know Electron, and only main stores its settings', () => {
  expect(Object.keys(table).filter(zone => isAllowed(zone, 'electron'))).toEqual(['main', 'preload'])
  expect(Object.keys(table).filter(zone => isAllowed(zone, 'electron-store'))).toEqual(['main'])
})
