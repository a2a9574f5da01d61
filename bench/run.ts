import { engineStart } from './engine-start.ts'
import { keystrokeToRows } from './keystroke-to-rows.ts'
import { listQuery1m } from './list-query-1m.ts'
import { listQuery } from './list-query.ts'
import { openConversation } from './open-conversation.ts'
import { portalList } from './portal-list.ts'
import { rateLatency } from './rate-latency.ts'
import { reviewNext } from './review-next.ts'
import { scroll } from './scroll.ts'
import { search } from './search.ts'
import { syncInteractiveLatency } from './sync-interactive-latency.ts'
import { syncThroughput } from './sync-throughput.ts'

const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  'list-query': listQuery, 'list-query-1m': listQuery1m, search, 'engine-start': engineStart, 'portal-list': portalList, 'sync-throughput': syncThroughput,
  'sync-interactive-latency': syncInteractiveLatency, scroll, 'review-next': reviewNext, 'keystroke-to-rows': keystrokeToRows,
  'open-conversation': openConversation, 'rate-latency': rateLatency,
}

const names = process.argv.slice(2)
const unknown = names.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
let allPass = true
for (const [name, bench] of Object.entries(benches)) {
  if (names.length === 0 || names.includes(name)) allPass = (await bench()) && allPass
}
process.exit(allPass ? 0 : 1)
