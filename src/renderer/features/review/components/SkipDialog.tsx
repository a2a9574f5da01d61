import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '#renderer/ui/focus.ts'
import styles from './Review.module.css'

type Props = {
  readonly pending: boolean
  readonly onSkip: (reason: string) => void
  readonly onClose: () => void
}

const usual = [1, 2, 3, 4] as const
const REASON_LIMIT = 200

/** There while it is open. */
export function SkipDialog(form: Props) {
  const { t } = useTranslation()
  useFocusBack()
  return (
    <Modal opened data-skip="" onClose={form.onClose} title={t('review.skipTitle')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <SkipForm {...form} />
    </Modal>
  )
}

function SkipForm({ pending, onSkip, onClose }: Props) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState('1')
  const [own, setOwn] = useState('')
  const known = usual.find(number => String(number) === choice)
  const reason = known === undefined ? own.trim() : t(`review.reason${known}`)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (reason !== '') onSkip(reason)
  }

  return (
    <form className={styles.skip} onSubmit={submit}>
      <Radio.Group label={t('review.skipReason')} value={choice} onChange={setChoice}>
        {usual.map(number => <Radio key={number} value={String(number)} label={t(`review.reason${number}`)} data-autofocus={number === 1 || undefined} />)}
        <Radio value="own" label={t('review.skipOwn')} />
      </Radio.Group>
      {choice === 'own' && <TextInput aria-label={t('review.skipOwn')} value={own} maxLength={REASON_LIMIT} autoFocus onChange={event => setOwn(event.currentTarget.value)} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('review.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={reason === ''} loading={pending}>{t('review.skipConfirm')}</Button>
      </div>
    </form>
  )
}
