import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// `node --import` this before the built main process: `electron` is the stand-in, for the bundle and for what it imports.

const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true, format: 'module-typescript' } : next(specifier, context)),
})

// The engine's thread inherits the hook; it has no channel to the test.
if (isMainThread) await import('./driver.ts')
