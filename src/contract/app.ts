import { z } from 'zod'

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
