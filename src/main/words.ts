import type { Settings } from '#contract/settings.ts'

const english = {
  open: 'Open Linewatch', lowRatings: (count: number) => `Low ratings: ${count}`, quit: 'Quit',
  tooltip: (count: number) => (count === 0 ? 'Linewatch' : `Linewatch: ${count} low ratings`),
  file: 'File', edit: 'Edit', view: 'View', window: 'Window',
  undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select All',
  resetZoom: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out', fullScreen: 'Toggle Full Screen', reload: 'Reload', tools: 'Developer Tools',
  minimize: 'Minimize', close: 'Close Window',
}

export type Words = typeof english

const russian: Words = {
  open: 'Открыть Linewatch', lowRatings: count => `Низкие оценки: ${count}`, quit: 'Выход',
  tooltip: count => (count === 0 ? 'Linewatch' : `Linewatch: низких оценок ${count}`),
  file: 'Файл', edit: 'Правка', view: 'Вид', window: 'Окно',
  undo: 'Отменить', redo: 'Повторить', cut: 'Вырезать', copy: 'Копировать', paste: 'Вставить', selectAll: 'Выделить всё',
  resetZoom: 'Исходный размер', zoomIn: 'Увеличить', zoomOut: 'Уменьшить', fullScreen: 'Во весь экран', reload: 'Обновить', tools: 'Инструменты разработчика',
  minimize: 'Свернуть', close: 'Закрыть окно',
}

/** The shell's own few words in the language of the page. */
export function wordsFor(language: Settings['language'], locale: string): Words {
  const chosen = language === 'system' ? locale.slice(0, 2) : language
  return chosen === 'ru' ? russian : english
}
