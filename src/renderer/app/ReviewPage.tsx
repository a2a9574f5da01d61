import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewPlace, ReviewQueue } from '#contract/review.ts'
import { ConversationPane } from '#renderer/features/conversation/components/ConversationPane.tsx'
import { useEndReview, useNextInQueue, useSkip } from '#renderer/features/review/api/review-queries.ts'
import { QueueScreen } from '#renderer/features/review/components/QueueScreen.tsx'
import { SkipDialog } from '#renderer/features/review/components/SkipDialog.tsx'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import type { DialogsRoute } from '#renderer/route/route.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { focusList, focusListUnlessBusy } from '#renderer/ui/focus.ts'
import { showToast } from '#renderer/ui/toast.ts'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { markAppState } from './app-state.ts'
import { BESIDE, REST_MS } from './reading.ts'
import styles from './DialogsPage.module.css'

type Props = { readonly route: DialogsRoute; readonly queue: ReviewQueue }

/** The queue in place of the list: what is saved or skipped makes room for the next one. */
export function ReviewPage({ route, queue }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { get, go } = useRouteStore()
  const { dialogId } = route
  /** Of this dialog it is asked why. */
  const [skipping, setSkipping] = useState<number | null>(null)
  const [nextIds, setNextIds] = useState<readonly number[]>([])
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false })
  const place = useMemo(() => ({ dialogId, nextIds }), [dialogId, nextIds])
  const [resting] = useDebouncedValue(place, REST_MS, { leading: true })
  const next = useNextInQueue()
  const skip = useSkip()
  const end = useEndReview()
  // Whoever opens another dialog has left the question.
  if (skipping !== null && skipping !== dialogId) setSkipping(null)
  const indexOf = (id: number | null): number => queue.items.findIndex(({ sessionId }) => sessionId === id)
  const index = indexOf(dialogId)

  function open(id: number | null): void {
    go({ ...route, dialogId: id }, 'replace')
  }

  /** Answers take their time: who has opened another dialog since, or gone elsewhere, stays there. `after` is null at the beginning. */
  function arrive(after: number | null, to: ReviewPlace, giveKeyboard = focusListUnlessBusy): void {
    const now = get()
    if (now.screen !== 'dialogs' || (after === null ? indexOf(now.dialogId) !== -1 : now.dialogId !== after)) return
    setNextIds(to.nextIds)
    if (to.sessionId !== null) open(to.sessionId)
    setSkipping(null)
    giveKeyboard()
  }

  function tellFailure(error: Error): void {
    showToast({ id: 'review', title: t('review.failed'), message: `${words(error).what} ${words(error).next}`, tone: 'low', closeLabel: t('app.close') })
  }

  function step(by: 1 | -1): void {
    const to = queue.items[Math.min(Math.max(index + by, 0), queue.items.length - 1)]
    if (to === undefined) return
    setNextIds(queue.items.slice(Math.max(0, index + 2 * by), index + 2 * by + 3).map(item => item.sessionId))
    open(to.sessionId)
  }

  useHotkeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyS: () => { if (queue.items[index]?.state === 'waiting') setSkipping(dialogId) },
  })

  function goOn(after: number | null): void {
    next.mutate(after, { onSuccess: to => arrive(after, to), onError: tellFailure })
  }

  function leave(sessionId: number, reason: string): void {
    skip.mutate({ sessionId, reason }, {
      // The question has the keyboard until now, unless something was opened over it.
      onSuccess: to => arrive(sessionId, to, document.activeElement?.closest('[data-skip]') ? focusList : focusListUnlessBusy),
      onError: tellFailure,
    })
  }

  // Also with a dialog open that is not of this queue: the queue begins where it was left.
  const begin = useEffectEvent(() => { if (index === -1) goOn(null) })
  useEffect(() => {
    markAppState('ready')
    begin()
  }, [queue.id])

  return (
    <div className={styles.page} data-reading={dialogId !== null || undefined}>
      <QueueScreen queue={queue} selectedId={dialogId} onSelect={open} onSkip={() => setSkipping(dialogId)} onEnd={() => end.mutate(undefined, { onError: tellFailure })} />
      <ConversationPane
        dialogId={dialogId === null ? null : resting.dialogId} nextIds={resting.nextIds} onClose={() => open(null)} onSaved={id => { if (id === dialogId) goOn(id) }}
        onEscape={beside ? focusList : () => open(null)}
      />
      {skipping !== null && <SkipDialog pending={skip.isPending} onClose={() => setSkipping(null)} onSkip={reason => leave(skipping, reason)} />}
    </div>
  )
}
