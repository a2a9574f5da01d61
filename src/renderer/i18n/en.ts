import { accounts } from './en/accounts.ts'
import { bulk } from './en/bulk.ts'
import { conversation } from './en/conversation.ts'
import { dialogs } from './en/dialogs.ts'
import { filter } from './en/filter.ts'
import { list } from './en/list.ts'
import { palette } from './en/palette.ts'
import { program } from './en/program.ts'
import { review } from './en/review.ts'
import { scorecards } from './en/scorecards.ts'

/** Every word of the screen in English; `ru.ts` has the same keys (a test holds them equal). */
export const en = { ...program, ...accounts, ...dialogs, ...conversation, ...review, ...scorecards, ...bulk, ...palette, ...filter, ...list } as const
