import { checkTypes } from './check-types.ts'

const problems = await checkTypes()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
