import { z } from 'zod'

export const operatorSchema = z.strictObject({
  id: z.number().int(), name: z.string(), position: z.string(), active: z.boolean(), departmentIds: z.array(z.number().int()),
})
export const lineSchema = z.strictObject({ id: z.number().int(), name: z.string(), active: z.boolean() })
export const departmentSchema = z.strictObject({ id: z.number().int(), name: z.string(), parentId: z.number().int().nullable() })

/** Names for the ids in rows and filters. `sources` are the channel codes that occur in the local copy. */
export const directorySchema = z.strictObject({
  operators: z.array(operatorSchema),
  lines: z.array(lineSchema),
  departments: z.array(departmentSchema),
  sources: z.array(z.string()),
})
export type Directory = z.output<typeof directorySchema>
export type Operator = z.output<typeof operatorSchema>
export type Line = z.output<typeof lineSchema>
export type Department = z.output<typeof departmentSchema>
