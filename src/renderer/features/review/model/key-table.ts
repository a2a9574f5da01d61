/** Every key of the program, in one place: the help shows this. `-` between two keys means from one to the other. */
export const keyTable = [
  {
    group: 'reading',
    keys: [
      { names: [['J'], ['K']], words: 'keys.move' },
      { names: [['Enter'], ['Esc']], words: 'keys.transcript' },
      { names: [['['], [']']], words: 'keys.turns' },
      { names: [['I']], words: 'keys.facts' },
      { names: [['Ctrl', 'F']], words: 'keys.find' },
      { names: [['Q']], words: 'keys.queue' },
      { names: [['S']], words: 'keys.skip' },
    ],
  },
  {
    group: 'rating',
    keys: [
      { names: [['1', '-', '5']], words: 'keys.choose' },
      { names: [['Enter']], words: 'keys.save' },
      { names: [['C']], words: 'keys.comment' },
      { names: [['Ctrl', 'Enter']], words: 'keys.saveComment' },
      { names: [['R']], words: 'keys.scorecard' },
      { names: [['/']], words: 'keys.template' },
      { names: [['Shift', '1', '-', '9']], words: 'keys.cause' },
      { names: [['Z']], words: 'keys.undo' },
      { names: [['T'], ['M'], ['E']], words: 'keys.conflict' },
      { names: [['F']], words: 'keys.flag' },
    ],
  },
  {
    group: 'everywhere',
    keys: [
      { names: [['/']], words: 'keys.search' },
      { names: [['Ctrl', 'K']], words: 'keys.palette' },
      { names: [['G', '1', '-', '9']], words: 'keys.views' },
      { names: [['Ctrl', 'A']], words: 'keys.selectAll' },
      { names: [['Space']], words: 'keys.select' },
      { names: [['Shift', 'F10']], words: 'keys.menu' },
      { names: [['`']], words: 'keys.accounts' },
      { names: [['Ctrl', 'E']], words: 'keys.export' },
      { names: [['U']], words: 'keys.unsent' },
      { names: [['?']], words: 'keys.help' },
    ],
  },
] as const
