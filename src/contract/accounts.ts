import { z } from 'zod'
import { instantSchema } from './common.ts'

/**
 * How a sign-in is kept: sealed by the operating system through the shell, by the desktop's key store, by a passphrase
 * that is asked for at every start, or not beyond this run. `file`: as it is, in a file of this user's alone, from a version
 * that knew nothing better; never chosen any more. `none`: the demo portal has nothing to keep.
 */
export const keptBySchema = z.enum(['system', 'keyring', 'passphrase', 'session', 'file', 'none'])
export type KeptBy = z.output<typeof keptBySchema>

export const accountSchema = z.strictObject({
  /** `<member_id>-<user>` of an application's sign-in, `<host>-<user>` of a webhook, or `demo`. */
  id: z.string(),
  kind: z.enum(['webhook', 'oauth', 'demo']),
  /** Shown, never used as identity. */
  host: z.string(),
  userId: z.number().int(),
  userName: z.string(),
  /** The portal's zone as an offset from UTC in minutes; reports are drawn in it. */
  zoneMinutes: z.number().int(),
  keptBy: keptBySchema,
})
export type Account = z.output<typeof accountSchema>

/** `locked`: its secret cannot be read now, and stays where it is. */
export const listedAccountSchema = z.strictObject({
  account: accountSchema,
  state: z.enum(['running', 'locked']),
  current: z.boolean(),
  /** Low ratings waiting there; null while it is locked. */
  openAlerts: z.number().int().nullable(),
})
export type ListedAccount = z.output<typeof listedAccountSchema>

const keepSchema = z.discriminatedUnion('kind', [
  /** The best that this computer offers: see `account.keeping`. */
  z.strictObject({ kind: z.literal('store') }),
  z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().min(8).max(200) }),
  z.strictObject({ kind: z.literal('session') }),
])
export type Keep = z.output<typeof keepSchema>

/** What this computer can do to keep a secret; `store` is null where only a passphrase or this session remain. */
export const keepingSchema = z.strictObject({ store: z.enum(['system', 'keyring']).nullable() })
export type Keeping = z.output<typeof keepingSchema>

export const webhookSignInSchema = z.strictObject({
  /** `https://portal/rest/<user>/<secret>/` as copied from the portal. */
  url: z.string().trim().max(2000),
  keep: keepSchema,
})

export const oauthSignInSchema = z.strictObject({
  /** The portal's address as typed: a host or a URL. */
  portal: z.string().trim().min(1).max(300),
  /** Of the local application on that portal. */
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().min(1).max(200),
  keep: keepSchema,
})

/** A sign-in that waits for the browser. */
export const authorizingSchema = z.strictObject({
  host: z.string(),
  /** To be opened in a browser; holds no secret. */
  authorizeUrl: z.string(),
  /** Whether the system's browser was opened. */
  opened: z.boolean(),
  /** Addresses at which the answer is awaited; empty when none of the ports was free, then only a pasted code helps. */
  redirects: z.array(z.string()),
  until: instantSchema,
})
export type Authorizing = z.output<typeof authorizingSchema>

export const signOutSchema = z.strictObject({
  id: z.string(),
  /** Deletes the local copy, the journal and everything unsent. */
  wipe: z.boolean(),
  /** Without it, unsent ratings stop the sign-out with `unsent-ratings`. */
  evenUnsent: z.boolean(),
})
