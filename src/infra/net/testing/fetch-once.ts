import { useSystemNetwork } from '../system-network.ts'

// Run by the test as a program of its own: what is set here holds for a whole process.
if (process.argv[3] === 'system') useSystemNetwork()
try {
  const reply = await fetch(process.argv[2] ?? '')
  process.stdout.write(await reply.text())
} catch (error) {
  const { cause } = error as { cause?: { code?: string } }
  process.stdout.write(`failed: ${cause?.code ?? String(error)}`)
}
