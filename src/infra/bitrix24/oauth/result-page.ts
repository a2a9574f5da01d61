import type { ServerResponse } from 'node:http'

/** What the browser shows after the portal has sent it to this computer. */
export type Outcome = 'received' | 'refused' | 'nothing'

type Words = { readonly title: string; readonly text: string }

const statuses: Readonly<Record<Outcome, number>> = { received: 200, refused: 403, nothing: 404 }

const english: Readonly<Record<Outcome, Words>> = {
  received: { title: 'You can return to Linewatch', text: 'The portal’s answer has arrived. This page can be closed.' },
  refused: { title: 'Not signed in', text: 'This answer does not belong to the sign-in that Linewatch waits for. You can return to Linewatch.' },
  nothing: { title: 'Nothing here', text: 'This address only takes the answer of a portal.' },
}

const russian: Readonly<Record<Outcome, Words>> = {
  received: { title: 'Можно вернуться в Linewatch', text: 'Ответ портала получен. Эту страницу можно закрыть.' },
  refused: { title: 'Вход не выполнен', text: 'Этот ответ не относится к входу, которого ждёт Linewatch. Можно вернуться в Linewatch.' },
  nothing: { title: 'Здесь ничего нет', text: 'Этот адрес только принимает ответ портала.' },
}

/** Fixed texts: nothing that came with the request is repeated, and nothing may run, load or be framed. */
export function sendResultPage(response: ServerResponse, outcome: Outcome, languages: string): void {
  const russianFirst = /^\s*ru\b/i.test(languages)
  const { title, text } = (russianFirst ? russian : english)[outcome]
  response.writeHead(statuses[outcome], {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(`<!doctype html>
<html lang="${russianFirst ? 'ru' : 'en'}">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${title} · Linewatch</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`)
}
