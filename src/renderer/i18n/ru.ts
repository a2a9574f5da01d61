import { accounts } from './ru/accounts.ts'
import { bulk } from './ru/bulk.ts'
import { conversation } from './ru/conversation.ts'
import { dialogs } from './ru/dialogs.ts'
import { filter } from './ru/filter.ts'
import { list } from './ru/list.ts'
import { palette } from './ru/palette.ts'
import { program } from './ru/program.ts'
import { review } from './ru/review.ts'
import { scorecards } from './ru/scorecards.ts'

/** The same keys as `en.ts`; plurals have the forms one, few and many. */
export const ru = { ...program, ...accounts, ...dialogs, ...conversation, ...review, ...scorecards, ...bulk, ...palette, ...filter, ...list } as const
