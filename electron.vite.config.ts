import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled, so the packaged program is out/ and two native modules. `electron` is given by the runtime;
// SQLite and the key store find their prebuilt binaries beside their own files and therefore have to stay packages.
const external = ['electron', /^electron\/.+/, 'better-sqlite3-multiple-ciphers', '@napi-rs/keyring']

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
