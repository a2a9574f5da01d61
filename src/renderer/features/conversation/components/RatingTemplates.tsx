import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentTemplate } from '#contract/review.ts'
import { Key } from '#renderer/ui/Key.tsx'
import styles from './RatingTemplates.module.css'

type Props = {
  readonly templates: readonly CommentTemplate[]
  /** As it would read in this comment. */
  readonly preview: (template: CommentTemplate) => string
  readonly onPick: (template: CommentTemplate) => void
  readonly onClose: () => void
}

/** Comment templates, by arrows and Enter or by their number. */
export function RatingTemplates({ templates, preview, onPick, onClose }: Props) {
  const { t } = useTranslation()
  const listRef = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  useEffect(() => { listRef.current?.focus() }, [])
  // In braces: newer browsers answer with a promise, which is no clean-up.
  useEffect(() => { listRef.current?.children[active]?.scrollIntoView({ block: 'nearest' }) }, [active])

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const numbered = templates[Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0) - 1]
    const chosen = event.key === 'Enter' ? templates[active] : numbered
    if (step !== undefined) setActive(index => (index + step + templates.length) % Math.max(1, templates.length))
    else if (event.key === 'Escape') onClose()
    else if (chosen !== undefined) onPick(chosen)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.templates}>
      <p className={styles.templatesHead}>{t('reviewForm.templates')}</p>
      {templates.length === 0 && <p className={styles.templatesNote}>{t('reviewForm.noTemplates')}</p>}
      <div
        ref={listRef} className={styles.templateList} role="listbox" tabIndex={0} aria-label={t('reviewForm.templates')}
        aria-activedescendant={templates.length === 0 ? undefined : `template-${active}`} onKeyDown={onKeyDown}
        onBlur={event => { if (!event.currentTarget.contains(event.relatedTarget)) onClose() }}
      >
        {templates.map((template, index) => (
          <div
            key={index} id={`template-${index}`} role="option" aria-selected={index === active} className={styles.template}
            onPointerDown={event => event.preventDefault()} onPointerUp={() => onPick(template)} onPointerEnter={() => setActive(index)}
          >
            {index < 9 && <Key>{String(index + 1)}</Key>}
            <b>{template.name}</b>
            <span>{preview(template)}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
