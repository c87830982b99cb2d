import { tMore } from '../text/more'
import { firstName } from '../view/load'

export interface Whose {
  /** Null: the reader's own. */
  name: string | null
}

/** What is said of an absence, to who has it or of somebody else's. */
export const wordsFor = ({ name }: Whose) => (name === null ? tMore().away.own : tMore().away.theirs(firstName(name)))
