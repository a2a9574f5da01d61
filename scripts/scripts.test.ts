import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { downloadFailure, electronObstacle } from './electron-binary.ts'
import { lockProblems } from './lock-problems.ts'
import { root } from './project.ts'
import { parseStartOptions } from './start-options.ts'
import { readPlaywrightReport, readVitestReport } from './test-reports.ts'

describe('npm start', () => {
  const defaults = { demo: false, browser: false, open: true, port: 0, profile: undefined, poll: undefined }

  test.each([
    [[], defaults],
    [['--demo', '--no-open', '--port', '8080'], { ...defaults, demo: true, open: false, port: 8080 }],
    [['--browser', '--profile=/tmp/x', '--poll', '2'], { ...defaults, browser: true, profile: '/tmp/x', poll: 2 }],
  ])('takes %j', (args, options) => {
    expect(parseStartOptions(args)).toEqual({ options })
  })

  test.each([
    [['--prot', '80'], "Unknown option '--prot'"], [['--port'], "Option '--port <value>' argument missing"], [['--port', '70000'], '--port takes'],
    [['--port', '-1'], '--port'], [['--port', '1e3'], '--port takes'], [['--poll', '0'], '--poll takes'], [['--demo=yes'], "Option '--demo' does not take"],
    [['file.txt'], "Unexpected argument 'file.txt'"], [['--profile', ''], '--profile takes'],
  ])('refuses %j in one line', (args, start) => {
    const parsed = parseStartOptions(args)
    const problem = 'problem' in parsed ? parsed.problem : ''
    expect(problem).toContain(start)
    expect(problem).not.toContain('\n')
  })

  test('shows its help before anything else', () => {
    expect(parseStartOptions(['--help', '--demo'])).toEqual({ help: true })
  })
})

describe('Electron', () => {
  test.each([
    ['linux', {}, false, 'There is no display here, so Electron cannot open a window'],
    ['linux', { DISPLAY: ':0' }, true, 'Electron does not run as root with its sandbox'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false, null],
    ['darwin', {}, false, null],
    ['win32', {}, false, null],
  ])('on %s with %j, root %s', (platform, env, isRoot, expected) => {
    expect(electronObstacle({ platform, env, isRoot })).toBe(expected)
  })

  test.each([
    ["TypeError: fetch failed\n    at node:internal\n  [cause]: Error: getaddrinfo ENOTFOUND github.com {\n    code: 'ENOTFOUND'", 'fetch failed, ENOTFOUND'],
    ['Error: The SHA256 sum does not match\n   at x', 'The SHA256 sum does not match'],
    ['', 'the download failed'],
  ])('that cannot be downloaded says why (%#)', (output, expected) => {
    expect(downloadFailure(output)).toBe(expected)
  })
})

describe('the lock file', () => {
  test('of this project works everywhere', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Parameters<typeof lockProblems>[0] }
    expect(lockProblems(packages)).toEqual([])
  })

  test('is refused with a host, without integrity and with a platform left out', () => {
    expect(lockProblems({
      '': { optionalDependencies: { gone: '1' } },
      'node_modules/a': { resolved: 'https://packages.example/a.tgz', integrity: 'sha512-x', optionalDependencies: { 'a-linux': '1', 'a-win': '1', nested: '1' } },
      'node_modules/a-linux': { integrity: 'sha512-x' },
      'node_modules/a/node_modules/nested': {},
    })).toEqual([
      'package.json wants gone, which is not in the lock',
      'node_modules/a names the host it came from',
      'node_modules/a wants a-win, which is not in the lock',
      'node_modules/a/node_modules/nested has no integrity',
    ])
  })
})

describe('the reports of the test runners', () => {
  test('of vitest: a file that did not load is a failure', () => {
    const result = readVitestReport({ testResults: [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [
        { fullName: 'a works', status: 'passed', failureMessages: [] },
        { fullName: 'a breaks', status: 'failed', failureMessages: ['expected 1'] },
        { fullName: 'a waits', status: 'pending', failureMessages: [] },
      ] },
      { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ] })
    expect(result).toEqual({
      passed: 1, failed: 2, skipped: 1, failures: ['a.test.ts\n  a breaks\nexpected 1', 'b.test.ts\nCannot find module'],
    })
  })

  test('of Playwright: nested suites, projects and errors outside of tests', () => {
    const spec = (status: string) => ({ title: status, file: 'a.spec.ts', line: 3, tests: [
      { projectName: 'browser', status, results: status === 'unexpected' ? [{ errors: [{ message: 'not visible' }] }] : [{}] },
    ] })
    const result = readPlaywrightReport({
      suites: [{ specs: [spec('expected')], suites: [{ specs: [spec('unexpected'), spec('flaky'), spec('skipped')] }] }],
      errors: [{ message: 'No tests found' }],
    })
    expect(result).toEqual({
      passed: 2, failed: 2, skipped: 1, failures: ['a.spec.ts:3 [browser] unexpected\nnot visible', 'No tests found'],
    })
  })
})
