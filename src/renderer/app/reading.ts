/** Below this the conversation lies over the list. Also in the stylesheet. */
export const BESIDE = '(min-width: 1100px)'
/** Holding J passes many dialogs; only where it rests is a conversation fetched. */
export const REST_MS = 90
