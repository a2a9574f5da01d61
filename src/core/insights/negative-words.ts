import { fold } from '../names/fold.ts'

export type Displeasure = { readonly weight: number; readonly words: string }

type Pattern = readonly [RegExp, number]

/** A word's own edge in any script: `\b` knows Latin letters alone. */
const edge = '(?<![\\p{L}\\d])'
const pattern = (words: string, weight: number): Pattern => [new RegExp(`${edge}(?:${words})`, 'u'), weight]

/** Word stems over folded text (lower case, ё as е). The weight is how surely the phrase alone means displeasure. */
const harsh: readonly Pattern[] = [
  pattern('ужас(?!но рад)|кошмар|безобраз|отврат|мерзк|хамств|хамит|нахамил|хамло|позор|бардак|издевател|мошенн|обман|развод(?:ите|ил)|вранье|врете|наврал|бесит|достали|достал(?![а-я])|идиот|дебил|хрен|черт возьми', 0.75),
  pattern('terribl|awful|horribl|disgust|ridiculous|scam|fraud|liar|lied to|rude|unacceptable|pathetic|useless|worst|idiot|wtf|bullshit|crap|joke of a|disgrace|shame on', 0.75),
  pattern('жалоб(?:а|у|ой) (?:напи|остав|под|буд)|(?:писать|напишу|подам|оставлю) (?:жалоб|претензи)|буду жаловаться|в суд|роспотребнадзор|толку ноль|никакого толку|больше (?:у вас |к вам |никогда )?[^.!?]{0,20}(?:не буду|ни ногой|не приду|не закаж)|так себя не ведут|вам все равно|отпис(?:к|ыв)|по шаблону', 0.75),
  pattern('file a complaint|(?:make|lodge) a complaint|report you|sue you|never (?:buying|ordering|coming|using|again)|thanks for nothing|waste of time|fed up|sick of|copy-?paste|you people|lost a customer|cancel(?:ling)? my account', 0.75),
]
const mild: readonly Pattern[] = [
  pattern('плох(?:о|ой|ая|ое|ие)(?![а-я])|недовол|разочаров|возмут|возмущ|раздража|некомпетент|непрофессионал|невозможно дождаться|сколько можно|долго еще|надоел|грубо|грубит|жалуюсь|так и не ', 0.45),
  pattern('bad(?![a-z])|disappoint|frustrat|annoy|angry|upset|poor service|complain(?:ing)?(?![a-z])|incompetent|unprofessional|how long|still waiting|bother(?:ed)? to', 0.45),
]
/** These carry their own "not": what was hoped for did not happen. */
const denied: readonly Pattern[] = [
  pattern('не помог(?:л|ает|ли)|не реш(?:ен|ил|ает|или)|ничего не (?:реш|работ|сдел|помог)|не работает (?:до сих|опять|ничего)|так и не реш|вопрос не реш|не отвечаете|не читаете|не уважаете', 0.6),
  pattern("(?:not|n't|n’t|never) (?:been )?(?:really |very )?(?:helpful|help|solved|resolved|fixed|acceptable|good enough)|no help|still (?:not|does not|doesn.t|isn.t)|(?:does not|doesn.t|did not|didn.t) work", 0.6),
]

/** A "not" shortly before turns the word round: «не ужасно», "not bad at all", "no complaints". */
const negation = new RegExp(
  `${edge}(?:не|ни|без|никакого|никаких|нет|not|no|never|without|isn.t|wasn.t|aren.t|don.t|nothing)(?:\\s+(?:так(?:ой|ая|ие)?|очень|совсем|уж|a|an|any|so|that|very|really|too|the|буду|am|was|been))*\\s*$`, 'u',
)

/** The harshest thing that a client's message says; null when it says none. */
export function displeasureIn(text: string): Displeasure | null {
  const folded = fold(text.slice(0, longest))
  let found: Displeasure | null = null
  for (const [group, turns] of [[harsh, true], [mild, true], [denied, false]] as const) {
    for (const [words, weight] of group) {
      const match = words.exec(folded)
      if (match === null || (turns && negation.test(folded.slice(Math.max(0, match.index - nearby), match.index)))) continue
      if (found === null || weight > found.weight) found = { weight, words: phraseAt(folded, match.index, match[0].length) }
    }
  }
  return found
}

/** A client who writes pages has said it before that. */
const longest = 4_000
const nearby = 24

/** The match up to the end of its word. */
function phraseAt(text: string, from: number, length: number): string {
  const rest = /^[\p{L}\d]*/u.exec(text.slice(from + length))?.[0] ?? ''
  return text.slice(from, from + length) + rest
}
