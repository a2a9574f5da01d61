import { Button, NumberInput, Popover, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter, DialogSort } from '#contract/dialogs.ts'
import { blindModes, queueLimit, seedLimit } from '#contract/review.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useStartReview } from '../api/review-queries.ts'
import styles from './Review.module.css'

type Props = {
  readonly filter: DialogFilter
  readonly sort: DialogSort
  /** Null while the list is being read. */
  readonly total: number | null
  readonly onStarted: () => void
}

const WIDTH_PX = 348

/** Makes a queue of the list, or of a sample of it. */
export function StartReview({ total, ...rest }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  useHotkeys({ KeyQ: () => setOpened(true) })
  return (
    <Popover width={WIDTH_PX} position="bottom-end" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button leftSection={<Icon name="review" size={14} />} title={t('review.start')} onClick={() => setOpened(!opened)}>{t('review.start')}</Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={t('review.startTitle')}>
        <h2 className={styles.heading}>{t('review.startTitle')}</h2>
        {total === 0 ? <p className={styles.note} role="note">{t('review.empty')}</p> : <StartForm {...rest} total={total} />}
      </Popover.Dropdown>
    </Popover>
  )
}

const USUAL_SIZE = 20
const LARGEST_QUOTA = 100

function StartForm({ filter, sort, total, onStarted }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { blind: usualBlind } = useSettings().review
  const [chosen, setKind] = useState<'list' | 'sample' | null>(null)
  // The list may still be coming in.
  const kind = chosen ?? (total !== null && total > USUAL_SIZE ? 'sample' : 'list')
  const [size, setSize] = useState(USUAL_SIZE)
  const [perOperator, setPerOperator] = useState<number | null>(null)
  const [seed, setSeed] = useState(() => String(Math.floor(Math.random() * 1_000_000)))
  const [blind, setBlind] = useState(usualBlind)
  const start = useStartReview()
  const counted = total === null ? t('review.wholeUncounted') : total > queueLimit ? t('review.wholeCut', { count: queueLimit }) : t('review.whole', { count: total })
  const seedNumber = /^\d{1,10}$/.test(seed) && Number(seed) <= seedLimit ? Number(seed) : null

  function submit(): void {
    if (total === null || (kind === 'sample' && seedNumber === null)) return
    const sample = kind === 'list' || seedNumber === null ? null : { seed: seedNumber, size, perOperator }
    start.mutate({ filter, sort, sample, blind }, { onSuccess: onStarted })
  }

  return (
    <form className={styles.start} onSubmit={event => { event.preventDefault(); submit() }}>
      <p className={styles.note}>{t('review.startText')}</p>
      <Radio.Group value={kind} onChange={value => setKind(value === 'list' ? 'list' : 'sample')} aria-label={t('review.startTitle')}>
        <Radio value="list" label={counted} />
        <Radio value="sample" label={t('review.sample')} />
      </Radio.Group>
      {kind === 'sample' && (
        <div className={styles.sample}>
          <NumberInput label={t('review.size')} value={size} min={1} max={queueLimit} allowDecimal={false} onChange={value => setSize(whole(value, queueLimit) ?? 1)} />
          <NumberInput
            label={t('review.perOperator')} placeholder={t('review.noQuota')} value={perOperator ?? ''} min={1} max={LARGEST_QUOTA} allowDecimal={false}
            onChange={value => setPerOperator(whole(value, LARGEST_QUOTA))}
          />
          <TextInput label={t('review.seed')} value={seed} error={seedNumber === null} inputMode="numeric" onChange={event => setSeed(event.currentTarget.value)} />
          <p className={styles.note}>{t('review.seedText')}</p>
        </div>
      )}
      <Radio.Group label={t('review.blind')} value={blind} onChange={value => setBlind(blindModes.find(mode => mode === value) ?? 'off')}>
        {blindModes.map(mode => <Radio key={mode} value={mode} label={t(`review.blindMode.${mode}`)} />)}
      </Radio.Group>
      {start.isError && <p className={styles.failed} role="alert">{words(start.error).what} {words(start.error).next}</p>}
      <div className={styles.actions}>
        <Button type="submit" variant="filled" data-autofocus loading={start.isPending || total === null} disabled={kind === 'sample' && seedNumber === null}>{t('review.go')}</Button>
      </div>
    </form>
  )
}

function whole(value: string | number, most: number): number | null {
  const number = Number(value)
  return value === '' || !Number.isInteger(number) || number < 1 ? null : Math.min(number, most)
}
