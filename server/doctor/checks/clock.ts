import { MINUTE, SECOND } from '../../clock'
import { bad, good, unknown, warning } from '../finding'
import type { Check } from './check'

const NAME = 'clock'
const SET_IT = 'Let the machine set its clock by NTP (timedatectl set-ntp true), and restart Baton.'

/** Of several answers the nearest counts: every other one was longer on its way. */
export const checkClock: Check = async ({ aheadMs }) => {
  const [ahead] = [...aheadMs].sort((a, b) => Math.abs(a) - Math.abs(b))
  if (ahead === undefined) return [unknown(NAME, 'Not known: Missive did not say what time it is.')]
  const off = Math.abs(ahead)
  if (off <= 5 * SECOND) return [good(NAME, 'This machine’s clock agrees with Missive’s.')]
  const length = off < 2 * MINUTE ? `${Math.round(off / SECOND)} s` : `${Math.round(off / MINUTE)} min`
  const sentence = `This machine’s clock is ${length} ${ahead > 0 ? 'ahead of' : 'behind'} Missive’s.`
  return [off > MINUTE ? bad(NAME, sentence, SET_IT) : warning(NAME, sentence, SET_IT)]
}
