import { useTranslation } from 'react-i18next'
import type { DialogIndex } from '#contract/dialogs.ts'
import styles from './DialogsScreen.module.css'

type Props = { readonly searchable: DialogIndex['searchable'] }

/** Says of a search that it could not look everywhere yet. */
export function SearchedPart({ searchable }: Props) {
  const { t } = useTranslation()
  if (searchable === null || searchable.read >= searchable.of) return null
  return <p className={styles.searched} role="status">{t('list.searchedPart', searchable)}</p>
}
