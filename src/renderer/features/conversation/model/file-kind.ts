/** What a file is called among people: its ending in capitals, else the portal's own word for it. */
export function fileKind({ name, type }: { readonly name: string; readonly type: string }): string {
  const [, ending] = /\.([a-z\d]{1,5})$/i.exec(name) ?? []
  return ending === undefined ? type.slice(0, 20) : ending.toUpperCase()
}
