import type { Migration } from '../migrate.ts'

export const exportScope: Migration = {
  name: 'whether an export was of a list or of a selection',
  up: `ALTER TABLE export_run ADD COLUMN scope TEXT NOT NULL DEFAULT 'list' CHECK (scope IN ('list', 'selection'));`,
}
