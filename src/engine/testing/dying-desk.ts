import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { nameOf, watchSteps, type Place } from './failpoints.ts'
import { openRatingDesk, type RatingDesk, type RatingDeskOptions } from './rating-desk.ts'

/** What the supervisor does, one after the other. */
export type Call = readonly [method: 'submit' | 'undo' | 'discard' | 'resolve' | 'retry', argument: unknown]

export type Life = { readonly desk: Omit<RatingDeskOptions, 'around'> & { readonly folder: string }; readonly calls: readonly Call[]; readonly place: Place }

/**
 * A desk in a process of its own that takes its own life at a place: `dying-desk.ts <life as JSON>`. Its last word on stdout is the
 * place's name; one that never comes there ends with code 0.
 */
const { desk: options, calls, place } = JSON.parse(process.argv[2] ?? '') as Life // Made by the test alone.
let passed = 0

flushCompileCache()
const desk: RatingDesk = openRatingDesk({
  ...options,
  around: ports => watchSteps(ports, (step, side) => {
    if (step !== place.step || side !== place.side || ++passed < place.nth) return
    writeSync(1, nameOf(place))
    process.kill(process.pid, 'SIGKILL')
  }),
})
for (const [method, argument] of calls) (desk.runtime.ratings[method] as (argument: unknown) => unknown)(argument)
await desk.atRest()
process.exit(0)
