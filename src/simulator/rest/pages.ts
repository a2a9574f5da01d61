/** What a browser, or a proxy's victim, gets instead of JSON. */
export function loginPage(): string {
  return page('Вход', '<form method="post" action="/"><label>Логин <input name="login" autocomplete="username"></label><label>Пароль <input name="password" type="password" autocomplete="current-password"></label><button type="submit">Войти</button></form><p>Демонстрационный портал Linewatch на этом компьютере.</p>')
}

/** An application without a redirect address: the person copies the code. */
export function codePage(code: string): string {
  return page('Код авторизации', `<p>Скопируйте код в приложение. Он действует 30 секунд.</p><p><code id="code">${code}</code></p>`)
}

export function unknownApplicationPage(): string {
  return page('Приложение не найдено', '<p>На этом портале нет приложения с таким client_id.</p>')
}

/** What a front server says when the portal behind it does not answer. */
export function badGatewayPage(): string {
  return page('502 Bad Gateway', '<p>nginx</p>')
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`
}
