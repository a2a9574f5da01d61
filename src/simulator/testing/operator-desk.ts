import type { SessionRow, TestPortal } from './open-portal.ts'

type Message = { readonly text: string; readonly senderid: string; readonly params: Record<string, unknown> | [] }
type History = { readonly message: Record<string, Message>; readonly users: Record<string, unknown>; readonly userInChat: Record<string, number[]>; readonly chat: Record<string, { readonly owner: string; readonly entityData1: string }> }

/** What a supervisor sees of dialogs through the portal's methods, for tests of what operators do with them. */
export function deskOf(portal: TestPortal) {
  async function row(id: number): Promise<SessionRow> {
    return (await portal.sessions()).find((candidate) => candidate.id === id) as SessionRow
  }

  /** A new dialog, answered once unless nobody serves it. */
  async function dialogOn(configId: number, operatorId: number | null): Promise<SessionRow> {
    const answer = operatorId === null ? [] : [{ by: 'operator', text: 'Здравствуйте' }]
    const { body } = await portal.control('create', { configId, ...(operatorId === null ? {} : { operatorId }), messages: [{ by: 'client', text: 'Добрый день' }, ...answer] })
    return row(body['id'] as number)
  }

  const history = (id: number) => portal.result<History>('imopenlines.session.history.get', { SESSION_ID: id })
  const texts = async (id: number) => Object.values((await history(id)).message).map((message) => message.text)

  async function chatOf({ chatId }: SessionRow) {
    const dialog = await portal.result('imopenlines.dialog.get', { CHAT_ID: chatId })
    const data = String(dialog['entity_data_1']).split('|')
    return { owner: dialog['owner'], waitAction: data[4], sessionId: Number(data[5]), lineId: Number(data[7]), role: dialog['role'], members: dialog['user_counter'] }
  }

  async function transfers(id: number) {
    return (await portal.result<{ transfers: Record<string, unknown>[] }>('imopenlines.v2.Session.Transfer.list', { sessionId: [id] })).transfers
  }

  return { row, dialogOn, history, texts, chatOf, transfers }
}
