import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { viewNameSchema, type View } from '#contract/views.ts'
import { useRenameView } from '#renderer/data/views.ts'
import { useViewToasts } from '../hooks/use-view-toasts.ts'
import { NAME_LIMIT } from '../model/view-limits.ts'

type Props = { readonly view: View; readonly className?: string | undefined; readonly onDone: () => void }

/** The view's name as a field: Enter and going elsewhere keep what was typed, Escape does not. */
export function RenameView({ view, className, onDone }: Props) {
  const { t } = useTranslation()
  const { tellFailure } = useViewToasts()
  const rename = useRenameView()
  const before = view.name ?? ''
  const [name, setName] = useState(before)
  const fieldRef = useRef<HTMLInputElement>(null)
  // A field that is taken away may lose the focus once more.
  const ended = useRef(false)
  const good = viewNameSchema.safeParse(name)

  useEffect(() => {
    fieldRef.current?.focus()
    fieldRef.current?.select()
  }, [])

  function end(keep: boolean): void {
    if (ended.current) return
    ended.current = true
    if (keep && good.success && good.data !== before) void rename.mutateAsync({ id: view.id, name: good.data }).catch(tellFailure)
    onDone()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && good.success) end(true)
    else if (event.key === 'Escape') end(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <TextInput
      ref={fieldRef} className={className} aria-label={t('views.newNameOf', { name: before })} value={name}
      maxLength={NAME_LIMIT} autoComplete="off" error={!good.success} onChange={event => setName(event.currentTarget.value)} onKeyDown={onKeyDown} onBlur={() => end(true)}
    />
  )
}
