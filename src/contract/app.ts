import { z } from 'zod'
import { targetSchema } from './alerts.ts'
import { parsedViewSchema } from './view-text.ts'

/** What the face around the engine can do. The renderer asks this and never which face it is. */
export const capabilitiesSchema = z.strictObject({
  tray: z.boolean(),
  /** The desktop shows notifications without the page; where false, the page shows them. */
  nativeNotifications: z.boolean(),
})
export type Capabilities = z.output<typeof capabilitiesSchema>

export const appInfoSchema = z.strictObject({
  version: z.string(),
  capabilities: capabilitiesSchema,
  /** BCP 47 tag of the operating system's language. */
  locale: z.string(),
  /** Where exports are written. */
  exportsFolder: z.string(),
})
export type AppInfo = z.output<typeof appInfoSchema>

/** What somebody asked for outside of the window: a click on a notification, or a `linewatch://` link, readable or not. */
export const openRequestSchema = z.discriminatedUnion('kind', [
  ...targetSchema.options,
  z.strictObject({ kind: z.literal('view'), parsed: parsedViewSchema }),
])
export type OpenRequest = z.output<typeof openRequestSchema>
