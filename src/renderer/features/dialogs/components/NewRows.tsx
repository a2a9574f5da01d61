import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './NewRows.module.css'

type Props = { readonly count: number; readonly onShow: () => void }

/** Says that the list goes on above, and takes its reader there. */
export function NewRows({ count, onShow }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.new} role="status">
      {count > 0 && <button type="button" onClick={onShow} title={t('list.newOnTopText')}><Icon name="up" size={12} />{t('list.newOnTop', { count })}</button>}
    </div>
  )
}
