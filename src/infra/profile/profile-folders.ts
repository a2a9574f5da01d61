import { access, constants, mkdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { defaultProfileDir, downloadsDir, type Platform } from './platform-paths.ts'

export type ProfileFolders = { readonly profileDir: string; readonly exportsDir: string }

/** The folders of this run, made absolute. `chosen` is what the user named with --profile. */
export async function profileFolders(chosen: string | undefined): Promise<ProfileFolders> {
  const here = thisPlatform()
  const profileDir = chosen === undefined ? defaultProfileDir(here) : resolve(chosen)
  const downloads = downloadsDir(here, await userDirsText(here))
  return { profileDir, exportsDir: await canExist(downloads) ? downloads : join(profileDir, 'exports') }
}

export function thisPlatform(): Platform {
  return { platform: process.platform, env: process.env, home: homedir() }
}

/**
 * Makes the folder, readable for this user alone: it holds client names and messages. Step by step, because the
 * recursive form of Node's own mkdir never returns where a file system refuses with "no such file".
 */
export async function createProfileDir(dir: string): Promise<void> {
  try {
    await makeOne(dir)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(dir) === dir) throw error
    await createProfileDir(dirname(dir))
    await makeOne(dir)
  }
}

async function makeOne(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !(await stat(dir)).isDirectory()) throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function userDirsText({ env, home }: Platform): Promise<string | null> {
  try {
    return await readFile(join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'user-dirs.dirs'), 'utf8')
  } catch {
    return null // most systems have none, and then ~/Downloads is the answer
  }
}

/** Whether the folder is there, or its parent would take it; looking must not create anything. */
async function canExist(dir: string): Promise<boolean> {
  for (const path of [dir, dirname(dir)]) {
    try {
      await access(path, constants.W_OK)
      return true
    } catch {
      continue // not there, or not ours: ask the next one
    }
  }
  return false
}
