import { z } from 'zod'
import { defaultColumns, dialogColumns } from './dialogs.ts'
import { reviewSettingsSchema } from './review.ts'

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'ru']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  notifications: z.boolean().default(true),
  /** Whether a notification names the client; off by default, a lock screen shows it to everybody. */
  notificationNames: z.boolean().default(false),
  columns: z.array(z.enum(dialogColumns)).min(1).default([...defaultColumns]),
  review: reviewSettingsSchema.default(reviewSettingsSchema.parse({})),
})
export type Settings = z.output<typeof settingsSchema>

/** Only the named keys change. */
export const settingsPatchSchema = z.strictObject({
  language: settingsSchema.shape.language.unwrap().optional(),
  theme: settingsSchema.shape.theme.unwrap().optional(),
  notifications: z.boolean().optional(),
  notificationNames: z.boolean().optional(),
  columns: settingsSchema.shape.columns.unwrap().optional(),
  /** As a whole. */
  review: reviewSettingsSchema.optional(),
})
export type SettingsPatch = z.output<typeof settingsPatchSchema>
