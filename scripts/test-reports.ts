/** What one step of the tests came to. */
export type StepResult = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Printed in full when something failed. */
  readonly failures: readonly string[]
}

export type VitestReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[]
  }[]
}

/** A file that could not even be read counts as one failure: its tests never ran, and that must not look like success. */
export function readVitestReport({ testResults }: VitestReport): StepResult {
  const tests = testResults.flatMap(file => file.assertionResults.map(test => ({ ...test, file: file.name })))
  const failed = tests.filter(({ status }) => status === 'failed')
  const broken = testResults.filter(file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
  const passed = tests.filter(({ status }) => status === 'passed').length
  return {
    passed,
    failed: failed.length + broken.length,
    skipped: tests.length - passed - failed.length,
    failures: [
      ...failed.map(test => `${test.file}\n  ${test.fullName}\n${test.failureMessages.join('\n')}`),
      ...broken.map(file => `${file.name}\n${file.message}`),
    ],
  }
}

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly file: string
    readonly line: number
    readonly tests: readonly {
      readonly projectName: string
      readonly status: string
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[]
    }[]
  }[]
}

export type PlaywrightReport = { readonly suites: readonly PlaywrightSuite[]; readonly errors: readonly { readonly message?: string }[] }

export function readPlaywrightReport({ suites, errors }: PlaywrightReport): StepResult {
  const tests = allSpecs(suites).flatMap(spec => spec.tests.map(test => ({ ...test, spec })))
  const unexpected = tests.filter(({ status }) => status === 'unexpected')
  const skipped = tests.filter(({ status }) => status === 'skipped').length
  return {
    passed: tests.length - unexpected.length - skipped,
    failed: unexpected.length + errors.length,
    skipped,
    failures: [
      ...unexpected.map(({ spec, projectName, results }) => {
        const messages = results.flatMap(result => result.errors ?? []).map(error => error.message ?? '')
        return `${spec.file}:${spec.line} [${projectName}] ${spec.title}\n${messages.join('\n')}`
      }),
      ...errors.map(({ message }) => message ?? 'Playwright failed'),
    ],
  }
}

function allSpecs(suites: readonly PlaywrightSuite[]): readonly NonNullable<PlaywrightSuite['specs']>[number][] {
  return suites.flatMap(suite => [...(suite.specs ?? []), ...allSpecs(suite.suites ?? [])])
}
