import { accounts } from './ru/accounts.ts'
import { dialogs } from './ru/dialogs.ts'
import { program } from './ru/program.ts'

/** The same keys as `en.ts`; plurals have the forms one, few and many. */
export const ru = { ...program, ...accounts, ...dialogs } as const
