import { err, ok, type Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import { inTime, promptMs, quietMs } from '../secrets/in-time.ts'
import type { OldSecret } from './accounts-file.ts'
import type { AccountSecret } from './account-secret.ts'

/** Reads what version 1 kept. A secret that cannot be read now may be readable tomorrow: nobody may throw it away. */
export async function readOldSecret(secret: OldSecret, unseal: Shell['unseal'], mayAsk: boolean): Promise<Result<AccountSecret>> {
  const url = secret.kind === 'plain' ? secret.text : (await inTime(unseal(secret.text), mayAsk ? promptMs : quietMs, null))?.text
  return url === undefined ? err('sign-in-locked', 'The system’s key store did not open the stored sign-in') : ok({ kind: 'webhook', url })
}
