import { Button, Popover, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter, DialogSort } from '#contract/dialogs.ts'
import { formatViewLink, formatViewText } from '#contract/view-text.ts'
import { viewNameSchema, type View, type ViewLayout } from '#contract/views.ts'
import { useArrangeView, useSaveView, useViewName, viewsQuery } from '#renderer/data/views.ts'
import { sameFilter, sameSort } from '#renderer/route/route.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { adoptView, routeOfView } from '#renderer/route/view-route.ts'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { useCopyView } from '../hooks/use-copy-view.ts'
import { useViewToasts } from '../hooks/use-view-toasts.ts'
import { NAME_LIMIT, viewDigits } from '../model/view-limits.ts'
import styles from './ViewChanges.module.css'

type Props = {
  /** The view that the list began as. */
  readonly view: View
  readonly filter: DialogFilter
  readonly sort: DialogSort
  /** A new view takes it along. */
  readonly layout: ViewLayout
  /** The conditions in words, for the copied text. */
  readonly words: () => readonly string[]
}

/** What to do with a list that is no longer as its view has it: keep it there, keep it as another, pass it on, or go back. */
export function ViewChanges({ view, filter, sort, layout, words }: Props) {
  const { t } = useTranslation()
  const routes = useRouteStore()
  const copy = useCopyView()
  const nameOf = useViewName()
  const [opened, setOpened] = useState(false)
  const sameConditions = sameFilter(view.filter, filter)
  if (sameConditions && sameSort(view.sort, sort)) return null

  // What a view of the program asks for is fixed; its order is not.
  const updates = view.name !== null || sameConditions
  const shared = { name: null, filter, sort, layout: view.layout }

  function reset(): void {
    const route = routes.get()
    if (route.screen === 'dialogs') routes.go({ ...routeOfView(view), dialogId: route.dialogId }, 'replace')
  }

  return (
    <>
      <Popover opened={opened} onChange={setOpened} width={340}>
        <Popover.Target>
          <button type="button" className={styles.quiet} onClick={() => setOpened(!opened)}>
            <Icon name={updates ? 'check' : 'plus'} size={12} />{t(updates ? 'views.saveChanges' : 'views.save')}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t(updates ? 'views.saveChanges' : 'views.save')} className={styles.panel}>
          {updates && <Update view={view} filter={filter} sort={sort} onDone={() => setOpened(false)} />}
          <SaveNew filter={filter} sort={sort} layout={layout} second={updates} onDone={() => setOpened(false)} />
          <div className={styles.foot}>
            <Button variant="subtle" onClick={() => copy(formatViewLink(shared), 'link')}>{t('views.copyLink')}</Button>
            <Button variant="subtle" onClick={() => copy(formatViewText(shared, words()), 'text')}>{t('views.copyText')}</Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      <button type="button" className={styles.quiet} title={t('views.resetTo', { name: nameOf(view) })} onClick={reset}>{t('views.reset')}</button>
    </>
  )
}

type UpdateProps = Pick<Props, 'view' | 'filter' | 'sort'> & { readonly onDone: () => void }

function Update({ view, filter, sort, onDone }: UpdateProps) {
  const { t } = useTranslation()
  const nameOf = useViewName()
  const routes = useRouteStore()
  const { tellDone, tellFailure } = useViewToasts()
  const save = useSaveView()
  const arrange = useArrangeView()
  const name = nameOf(view)

  function update(): void {
    const { id, layout, shortcut } = view
    const kept = view.name === null ? arrange.mutateAsync({ id, layout, shortcut, sort }) : save.mutateAsync({ ...view, name: view.name, filter, sort })
    void kept.then(saved => { onDone(); adoptView(routes, saved); tellDone(t('views.updated', { name })) }, tellFailure)
  }

  return (
    <Button data-autofocus variant="filled" fullWidth disabled={save.isPending || arrange.isPending} title={name} onClick={update}>
      <span className={styles.cut}>{t(view.name === null ? 'views.updateOrder' : 'views.update', { name })}</span>
    </Button>
  )
}

type SaveNewProps = Pick<Props, 'filter' | 'sort' | 'layout'> & {
  /** There is something likelier above it. */
  readonly second: boolean
  readonly onDone: () => void
}

function SaveNew({ filter, sort, layout, second, onDone }: SaveNewProps) {
  const { t } = useTranslation()
  useFocusBack()
  const routes = useRouteStore()
  const views = useQuery(viewsQuery()).data ?? []
  const { tellDone, tellFailure } = useViewToasts()
  const save = useSaveView()
  const [name, setName] = useState('')
  const good = viewNameSchema.safeParse(name)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!good.success) return
    const shortcut = viewDigits.find(digit => views.every(view => view.shortcut !== digit)) ?? null
    void save.mutateAsync({ id: null, name: good.data, filter, sort, layout, shortcut }).then(
      saved => { onDone(); adoptView(routes, saved); tellDone(t('views.kept', { name: good.data })) },
      tellFailure,
    )
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        className={styles.name} data-autofocus={second ? undefined : true} label={t(second ? 'views.newName' : 'views.name')} value={name} maxLength={NAME_LIMIT}
        autoComplete="off" onChange={event => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant={second ? 'default' : 'filled'} disabled={!good.success || save.isPending}>{t('views.keep')}</Button>
    </form>
  )
}
