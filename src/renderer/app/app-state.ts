/** Tests wait for `ready`: the first screen stands, with its rows or its empty state. */
export function markAppState(state: 'loading' | 'ready'): void {
  const root = document.getElementById('root')
  if (root) root.dataset['appState'] = state
}
