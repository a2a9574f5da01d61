import { existsSync } from 'node:fs'
import Database from 'better-sqlite3-multiple-ciphers'
import { err, ok, type Result } from '#contract/result.ts'
import { sqliteCode } from '../sqlite/open-file.ts'

/** Number of ratings in the ledger of an account that does not run. The file is only read, whatever its version. */
export function countUnsent(ledgerPath: string): Result<number> {
  if (!existsSync(ledgerPath)) return ok(0)
  let db: Database.Database | undefined
  try {
    db = new Database(ledgerPath, { readonly: true, fileMustExist: true })
    return ok(Number(db.prepare('SELECT COUNT(*) FROM outbox').pluck().get()))
  } catch (error) {
    const code = sqliteCode(error)
    if (code === null) throw error
    return err('damaged-data', `The journal of ratings cannot be read: ${code}`)
  } finally {
    db?.close()
  }
}
