import { useTranslation } from 'react-i18next'
import type { DialogIndex } from '#contract/dialogs.ts'
import styles from './DialogsScreen.module.css'

type Props = {
  /** Empty until what it finds is here. */
  readonly text: string
  readonly searchable: DialogIndex['searchable']
}

/** Says of a search that it could not look everywhere yet, or has nothing to look for. */
export function SearchedPart({ text, searchable }: Props) {
  const { t } = useTranslation()
  if (searchable === null) return begun.test(text) ? null : <p className={styles.searched} role="status">{t('list.noWords')}</p>
  if (searchable.read >= searchable.of) return null
  return <p className={styles.searched} role="status">{t('list.searchedPart', searchable)}</p>
}

/** Nothing, or only the marks with which a search begins. */
const begun = /^[\s"*-]*$/
