import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled, so the packaged program is out/ and one native module. `electron` is given by the runtime;
// the SQLite driver finds its prebuilt binary beside its own files and therefore has to stay a package.
const external = ['electron', /^electron\/.+/, 'better-sqlite3-multiple-ciphers']

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'engine-worker': 'src/engine/worker.ts',
          'demo-portal': 'src/simulator/worker.ts',
        },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        external: ['electron'],
        // A sandboxed preload is loaded with a small `require` and knows no ES modules.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The content policy allows no inline script, and fonts only from files of our own.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // Read from this computer's disk: one larger file is no slower than several.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})
