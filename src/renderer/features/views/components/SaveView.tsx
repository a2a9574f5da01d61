import { Button, Popover, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter, DialogSort } from '#contract/dialogs.ts'
import { viewNameSchema } from '#contract/views.ts'
import { useSaveView, viewsQuery } from '#renderer/data/views.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { sameFilter } from '#renderer/route/route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { showToast } from '#renderer/ui/toast.ts'
import styles from './SaveView.module.css'

type Props = { readonly filter: DialogFilter; readonly sort: DialogSort }

const NAME_LIMIT = 80
const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** Keeps the list's conditions and order under a name; not there while a view has these conditions already. */
export function SaveView({ filter, sort }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const views = useQuery(viewsQuery()).data
  const save = useSaveView()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  if (views === undefined || views.some(view => sameFilter(view.filter, filter))) return null

  const good = viewNameSchema.safeParse(name)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!good.success || views === undefined) return
    const shortcut = digits.find(digit => views.every(view => view.shortcut !== digit)) ?? null
    const closeLabel = t('app.close')
    void save.mutateAsync({ id: null, name: good.data, filter, sort, layout: null, shortcut }).then(
      () => { setOpened(false); setName(''); showToast({ id: 'saved-view', message: t('views.kept', { name: good.data }), closeLabel }) },
      (error: Error) => showToast({ id: 'saved-view', title: t('views.failed'), message: `${words(error).what} ${words(error).next}`, tone: 'low', closeLabel }),
    )
  }

  return (
    <Popover opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button type="button" className={styles.save} onClick={() => setOpened(!opened)}><Icon name="plus" size={12} />{t('views.save')}</button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('views.save')}>
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            data-autofocus label={t('views.name')} value={name} maxLength={NAME_LIMIT} autoComplete="off" onChange={event => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" disabled={!good.success || save.isPending}>{t('views.keep')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
