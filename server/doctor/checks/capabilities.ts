import { sayCapabilities, type Tried } from '../../actions/say-capabilities'
import { isAnythingKnown, learn, NOTHING_KNOWN } from '../../store/capabilities'
import type { Context } from '../context'
import { type Finding, unknown } from '../finding'
import type { Trial } from '../trial/trial'
import type { Check } from './check'

const NAME = 'trial'

const sayTrial = ({ options }: Context, trial: Trial | null): Finding[] => {
  if (!options.isProbing) return [unknown(NAME, 'Not made: --no-probe writes nothing to Missive.')]
  if (!trial) return [unknown(NAME, 'Not made: it is not known where to write.')]
  if (!trial.trouble) return []
  return [unknown(NAME, `It ended early, so that some of what follows is not known. ${trial.trouble}`)]
}

const triedIn = ({ removal, others }: Trial): Tried => ({
  refusal: removal?.kind === 'refused' ? removal.reason : null,
  others: others ?? [],
})

/** What was found out is kept, for Baton to go by. */
const keep = async ({ database, capabilities, clock }: Context): Promise<Finding[]> => {
  const look = await database()
  const found = await capabilities()
  if (!isAnythingKnown(found)) return []
  if (look.kind !== 'ready')
    return [unknown('kept', 'What was found out about Missive is not kept: the database has no place for it yet.')]
  const { store } = look
  const known = await store.transaction((tx) => store.states.get(tx, 'capabilities'))
  await store.states.set(store.db, 'capabilities', learn(known ?? NOTHING_KNOWN, found), clock())
  return []
}

/** What this Missive does where no source settles it, and what Baton makes of it. */
export const checkCapabilities: Check = async (context) => {
  const trial = await context.trial()
  const found = await context.capabilities()
  return [...sayTrial(context, trial), ...sayCapabilities(found, trial && triedIn(trial)), ...(await keep(context))]
}
