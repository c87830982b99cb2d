import type { RulesView } from '../../../shared/tab-api'
import type { Place } from '../../model/place'
import type { RulesModel } from '../../model/rules'
import type { VersionsModel } from '../../model/rules-versions'
import { Editor } from './editor'
import { Broken, Document, InForce, NoRules } from './in-force'
import { OneVersion, Versions } from './versions'

interface Props {
  rules: RulesView
  model: RulesModel
  versions: VersionsModel
  place: Place
  now: Date
}

const Saved = ({ model }: { model: RulesModel }) =>
  model.savedVersion.value !== null && (
    <p class="strip saved ok" role="status">
      Version {model.savedVersion.value} is in force. What waits is decided again; what has an owner stays where it is.
    </p>
  )

/** Which rules decide, writing others, and every version there was. */
export const Rules = ({ rules, model, versions, place, now }: Props) => {
  const inForce = rules.inForce?.version ?? null
  if (place.version !== null) return <OneVersion versions={versions} inForce={inForce} file={rules.file} now={now} />
  if (!rules.inForce && !rules.broken && !model.draft.value) return <NoRules model={model} />
  return (
    <div class="now">
      <h1 class="for-ears">Rules</h1>
      <div class="wide">
        <Saved model={model} />
        <Broken rules={rules} now={now} />
        {model.draft.value ? <Editor model={model} rules={rules} /> : <Document rules={rules} model={model} />}
      </div>
      <div>
        <InForce rules={rules} now={now} />
        <Versions versions={versions} inForce={inForce} now={now} />
      </div>
    </div>
  )
}
