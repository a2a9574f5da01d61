import { spawn } from 'node:child_process'
import { root } from './project.ts'

export type CommandResult = {
  /** Null when it was ended from outside or could not be started. */
  readonly code: number | null
  /** What it printed, both streams as they came. */
  readonly output: string
  /** Standard output alone. */
  readonly stdout: string
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly timeoutMs?: number }

/** Runs a program to its end without a shell and keeps what it prints. Node of this process for `node`. */
export function runCommand(file: string, args: readonly string[], { env = {}, timeoutMs }: Options = {}): Promise<CommandResult> {
  return new Promise(resolve => {
    let output = ''
    let stdout = ''
    const child = spawn(file === 'node' ? process.execPath : file, args, {
      cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    })
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; stdout += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output += text })
    child.once('error', error => finish(null, error.message))
    child.once('close', code => finish(code))

    function finish(code: number | null, extra = ''): void {
      clearTimeout(timer)
      resolve({ code, output: output + extra, stdout })
    }
  })
}
