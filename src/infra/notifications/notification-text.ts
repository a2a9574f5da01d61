const MAX_TITLE = 200
const MAX_BODY = 1_000

/** Half of a surrogate pair; with the `u` flag a whole pair does not match. */
const halfPair = /\p{Surrogate}/gu

/** D-Bus carries neither NUL nor half a surrogate pair; other control characters have no business in a notification. */
export function notificationTitle(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE).replace(halfPair, '')
}

/** Services that read markup take `<` for a tag; the others would show the escape as it stands. */
export function notificationBody(text: string, readsMarkup: boolean): string {
  const body = clean(text).slice(0, MAX_BODY).replace(halfPair, '')
  return readsMarkup ? body.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : body
}

function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
}
