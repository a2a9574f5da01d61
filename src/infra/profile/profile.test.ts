import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultProfileDir, downloadsDir } from './platform-paths.ts'
import { createProfileDir, profileFolders } from './profile-folders.ts'
import { createSettingsWriter, readSettings, settingsPath } from './settings-file.ts'

describe('the usual folders', () => {
  test.each([
    ['linux', {}, '/home/anna/.config/linewatch'],
    ['linux', { XDG_CONFIG_HOME: '/data/config' }, '/data/config/linewatch'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/anna/.config/linewatch'],
    ['darwin', {}, '/home/anna/Library/Application Support/Linewatch'],
    ['win32', { APPDATA: 'C:\\Users\\anna\\AppData\\Roaming' }, 'C:\\Users\\anna\\AppData\\Roaming\\Linewatch'],
  ])('profile on %s with %j', (platform, env, expected) => {
    expect(defaultProfileDir({ platform, env, home: '/home/anna' })).toBe(expected)
  })

  test.each([
    [null, '/home/anna/Downloads'],
    ['XDG_DESKTOP_DIR="$HOME/Desktop"\n', '/home/anna/Downloads'],
    ['# comment\nXDG_DOWNLOAD_DIR="$HOME/Загрузки"\n', '/home/anna/Загрузки'],
    ['XDG_DOWNLOAD_DIR="/mnt/files/"\n', '/mnt/files'],
    ['XDG_DOWNLOAD_DIR="$HOME/"\n', '/home/anna/Downloads'],
    ['XDG_DOWNLOAD_DIR="relative"\n', '/home/anna/Downloads'],
  ])('downloads with user-dirs %j', (userDirs, expected) => {
    expect(downloadsDir({ platform: 'linux', env: {}, home: '/home/anna' }, userDirs)).toBe(expected)
  })

  test('a profile that the user names is made absolute', async () => {
    expect((await profileFolders('some/where')).profileDir).toBe(join(process.cwd(), 'some/where'))
  })
})

describe('the settings file', () => {
  let dir = ''
  beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'linewatch-profile-')) })
  afterEach(async () => rm(dir, { recursive: true, force: true }))

  test('is not there at first', async () => {
    expect(await readSettings(dir)).toBeUndefined()
  })

  test('keeps the last of several saves and what else is in the file, for this user alone', async () => {
    await writeFile(settingsPath(dir), JSON.stringify({ window: { width: 900 }, settings: { theme: 'dark' } }))
    const save = createSettingsWriter(dir)
    await Promise.all([save({ theme: 'light' }), save({ theme: 'system' })])
    expect(JSON.parse(await readFile(settingsPath(dir), 'utf8'))).toEqual({ window: { width: 900 }, settings: { theme: 'system' } })
    expect((await stat(settingsPath(dir))).mode & 0o777).toBe(0o600)
    expect(await readdir(dir)).toEqual(['settings.json'])
  })

  test.each(['{"settings": {', '[]', 'null', ''])('when damaged (%j) is kept aside and settings start afresh', async text => {
    await writeFile(settingsPath(dir), text)
    expect(await readSettings(dir)).toBeUndefined()
    const [kept] = await readdir(dir)
    expect(kept).toMatch(/^settings\.json\.damaged-\d+$/)
    expect(await readFile(join(dir, kept ?? ''), 'utf8')).toBe(text)
  })

  test('a failed save is told and the next one works', async () => {
    const save = createSettingsWriter(join(dir, 'later'))
    await expect(save({ theme: 'dark' })).rejects.toThrow('ENOENT')
    await createProfileDir(join(dir, 'later'))
    await save({ theme: 'dark' })
    expect(await readSettings(join(dir, 'later'))).toEqual({ theme: 'dark' })
    expect((await stat(join(dir, 'later'))).mode & 0o777).toBe(0o700)
  })
})

describe('the profile folder', () => {
  let dir = ''
  beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'linewatch-profile-')) })
  afterEach(async () => rm(dir, { recursive: true, force: true }))

  test('is made with all above it, and again without harm', async () => {
    await createProfileDir(join(dir, 'a', 'b'))
    await createProfileDir(join(dir, 'a', 'b'))
    expect((await stat(join(dir, 'a', 'b'))).isDirectory()).toBe(true)
  })

  test.each([['inside a file', () => join(dir, 'file', 'profile'), 'ENOTDIR'], ['in place of a file', () => join(dir, 'file'), 'EEXIST']])(
    'cannot be %s', async (_name, path, code) => {
      await writeFile(join(dir, 'file'), '')
      await expect(createProfileDir(path())).rejects.toMatchObject({ code })
    })

  // /proc says "no such file" for what nobody may make there; Node's recursive mkdir loops on that for ever.
  test.runIf(process.platform === 'linux')('that the system has no place for is refused and not waited for', async () => {
    await expect(createProfileDir('/proc/linewatch/profile')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
