import { followSystemProxy, useSystemNetwork } from '../system-network.ts'

// Run by the test as a program of its own: what is set here holds for a whole process. Arguments: `plain` or `system`, the
// proxies that the system names by address as JSON, then what to fetch, one after the other. Prints JSON.

const [network, proxies = '{}', ...addresses] = process.argv.slice(2)
const named = JSON.parse(proxies) as Readonly<Record<string, string>>
const asked: string[] = []

followSystemProxy(async url => {
  asked.push(url)
  return named[url] ?? null
})

async function fetchOnce(address: string): Promise<string> {
  try {
    if (network === 'system') await useSystemNetwork(address, new AbortController().signal)
    return await (await fetch(address)).text()
  } catch (error) {
    const { cause, code } = error as { cause?: { code?: string }; code?: string }
    return `failed: ${cause?.code ?? code ?? String(error)}`
  }
}

const got: string[] = []
for (const address of addresses) got.push(await fetchOnce(address))
process.stdout.write(JSON.stringify({ asked, got }))
