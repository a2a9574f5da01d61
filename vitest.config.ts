import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    // D-Bus is there on Linux alone; elsewhere the page or Electron shows notifications, and secrets are kept otherwise. So are limits to a process.
    exclude: [...configDefaults.exclude, ...(process.platform === 'linux' ? [] : ['src/infra/notifications/**', 'src/infra/secrets/keyring.test.ts', 'src/engine/full-disk.test.ts'])],
    // electron-store imports electron natively unless it is inlined; the tests alias electron to a fake.
    server: { deps: { inline: ['electron-store'] } },
    // Tests that run side by side mostly wait.
    maxConcurrency: 8,
    testTimeout: 20_000,
    // A state that is waited for comes when the machine has time for it.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 30_000,
  },
})
