/**
 * Every expected failure has one of these codes. The renderer maps a code to words; `message` is English detail for
 * the log and for support, never shown alone.
 */
export const errorCodes = [
  // asked wrongly
  'invalid-input', 'unknown-method', 'forbidden', 'not-found', 'not-signed-in',
  // the address typed at sign-in
  'not-a-url', 'https-required', 'not-a-webhook', 'not-a-portal',
  // signing in through the browser
  'wrong-client', 'sign-in-timed-out', 'sign-in-mismatch', 'wrong-code',
  // the kept sign-in
  'sign-in-locked', 'wrong-passphrase', 'sign-in-expired', 'unsent-ratings',
  // what the portal says
  'portal-unreachable', 'wrong-secret', 'missing-scope', 'plan-without-statistics', 'plan-without-rest',
  'no-rights', 'no-app-access', 'needs-application', 'needs-confirmation', 'portal-busy', 'portal-blocked', 'portal-deleted',
  'portal-moved', 'portal-rejected',
  // files of a conversation
  'not-a-picture', 'too-large',
  // ratings
  'rating-conflict', 'rating-not-kept', 'too-late-to-undo',
  // this computer
  'disk', 'newer-data', 'damaged-data', 'profile-in-use', 'demo-failed', 'cancelled', 'engine-stopped', 'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export type AppError = { readonly code: ErrorCode; readonly message: string }

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function err(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, message } }
}
