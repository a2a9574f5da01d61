import { access, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { AppError, Result } from '#contract/result.ts'
import { ok } from '#contract/result.ts'
import type { FileSink, OpenSink } from '#core/exports/export-service.ts'

const partial = '.part'

/** Opens files in one folder under names that are still free there. */
export function createFileSinks(folder: string): OpenSink {
  return async name => {
    try {
      await mkdir(folder, { recursive: true })
      const { path, handle } = await reserve(folder, name)
      return ok(sink(path, handle))
    } catch (error) {
      const known = diskError(error)
      if (known === null) throw error
      return { ok: false, error: known } satisfies Result<FileSink>
    }
  }
}

/** The partial file holds the name until the real one exists, so two exports of the same minute do not meet. */
async function reserve(folder: string, name: string): Promise<{ path: string; handle: FileHandle }> {
  const { name: stem, ext } = parse(name)
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${stem} (${n})${ext}`)
    if (await exists(path)) continue
    try {
      return { path, handle: await open(path + partial, 'wx', 0o600) }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function sink(path: string, handle: FileHandle): FileSink {
  return {
    path,
    write: async text => { await handle.write(text) },
    async commit() {
      await handle.sync()
      await handle.close()
      await rename(path + partial, path)
    },
    async abort() {
      await handle.close()
      await rm(path + partial, { force: true })
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}

/** What the file system says when it cannot; anything else is a bug. */
export function diskError(error: unknown): AppError | null {
  const code = codeOf(error)
  return code === null ? null : { code: 'disk', message: `${code}: ${(error as Error).message}` }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null
}
