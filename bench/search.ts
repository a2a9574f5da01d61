import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTranscriptRepository } from '#infra/sqlite/mirror/transcript-repository.ts'
import { reportList, type Question } from './list-times.ts'
import { fillMirror } from './sample-mirror.ts'
import { createRandom } from './sample-sessions.ts'
import { sampleMessages } from './sample-transcripts.ts'

const sessions = 200_000
const rounds = 15
const rowsPerCommit = 2000
const now = Date.UTC(2026, 10, 20, 12)

/** Rare words and common ones, beginnings, phrases, words left out, names; alone and within a filter. */
const questions: readonly Question[] = [
  [{ text: 'возврат' }, {}, 0], [{ text: 'скидка размер' }, {}, 0], [{ text: 'лирантами' }, { column: 'waitAnswer' }, 0], [{ text: 'номер' }, {}, 0],
  [{ text: 'здравствуйте' }, { column: 'operator', direction: 'asc' }, 0], [{ text: '"добрый день"' }, {}, 0], [{ text: '"заказ номер" -спасибо' }, {}, 0],
  [{ text: 'дос' }, {}, 0], [{ text: 'р' }, {}, 0], [{ text: '1234' }, {}, 0], [{ text: 'refund delivery' }, {}, 0], [{ text: 'сафронова возврат' }, {}, 0],
  [{ text: 'ремонта оплаты', lineIds: [1, 2] }, { column: 'client', direction: 'asc' }, 0], [{ text: 'ОПЛАТ', clientRatings: ['dislike'] }, {}, 0],
  [{ text: 'адресов', period: { kind: 'preset', field: 'created', preset: 'last90' } }, {}, 0], [{ text: 'нетникогда' }, {}, 0], [{ text: '-спасибо' }, {}, 0],
]

/** The first 100 dialogs with these words, and how many there are, over 200 000 conversations. */
export async function search(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const db = fillMirror(join(folder, 'mirror.db'), sessions, now)
  try {
    const transcripts = createTranscriptRepository(db)
    const random = createRandom(7)
    for (let i = 0; i < sessions; i += rowsPerCommit) {
      db.transaction(() => {
        for (let id = 100_001 + i; id < 100_001 + i + rowsPerCommit; id++) {
          transcripts.put({ sessionId: id, fetchedAt: now, canRate: true, messages: sampleMessages(now - (sessions * 2 - i) * 60_000, random) })
        }
      })
    }
    return reportList('search', db, questions, { now, rounds, bar: 150 })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
