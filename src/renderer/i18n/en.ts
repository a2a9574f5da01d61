import { accounts } from './en/accounts.ts'
import { dialogs } from './en/dialogs.ts'
import { program } from './en/program.ts'

/** Every word of the screen in English; `ru.ts` has the same keys (a test holds them equal). */
export const en = { ...program, ...accounts, ...dialogs } as const
