/** A wrong parameter of the control door or of the command line; the text is for whoever gave it. */
export class ControlError extends Error {}

export function choice<T extends string>(value: unknown, choices: readonly T[], name: string): T {
  const found = choices.find((item) => item === value)
  if (found === undefined) throw new ControlError(`${name} must be one of: ${choices.join(', ')}`)
  return found
}

export function whole(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new ControlError(`${name} must be a whole number`)
  return value
}

export function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new ControlError(`${name} must be a text`)
  return value
}
