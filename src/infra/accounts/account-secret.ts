import { z } from 'zod'

/** What opens a portal for one account; the text of it is what the vaults keep. */
const accountSecretSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url: z.string() }),
  z.strictObject({
    kind: z.literal('oauth'),
    application: z.strictObject({ portal: z.string(), clientId: z.string(), clientSecret: z.string() }),
    tokens: z.strictObject({
      accessToken: z.string(), refreshToken: z.string(), clientEndpoint: z.string(), memberId: z.string(), userId: z.number().int().nullable(),
    }),
  }),
])
export type AccountSecret = z.output<typeof accountSecretSchema>
export type OAuthSecret = Extract<AccountSecret, { kind: 'oauth' }>

export function writeSecret(secret: AccountSecret): string {
  return JSON.stringify(secret)
}

/** Null: of a newer version. */
export function readSecret(text: string): AccountSecret | null {
  const parsed = accountSecretSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
