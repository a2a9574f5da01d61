/** Keeps the order within each operator, and that of the operators' first ones. */
export function byOperator<T extends { readonly operatorId: number | null }>(list: readonly T[]): ReadonlyMap<number | null, T[]> {
  const groups = new Map<number | null, T[]>()
  for (const item of list) {
    const group = groups.get(item.operatorId)
    if (group) group.push(item)
    else groups.set(item.operatorId, [item])
  }
  return groups
}
